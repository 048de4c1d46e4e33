package org.bittube.gateway.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PieceHasherTest {
    @Test
    void givesTheSameLeavesHoweverTheFileIsCut() {
        byte[] file = SampleFile.contents(3 * PieceLayout.PIECE_BYTES + 77);
        List<byte[]> expected = SampleFile.leaves(file);
        long seed = new SplittableRandom().nextLong();
        SplittableRandom random = new SplittableRandom(seed);
        for (int run = 0; run < 20; run++) {
            List<byte[]> leaves = new ArrayList<>();
            PieceHasher hasher = new PieceHasher(leaves::add);
            int at = 0;
            while (at < file.length) {
                int part = Math.min(file.length - at, random.nextInt(run < 2 ? 97 : 200_000));
                hasher.update(file, at, part);
                at += part;
            }
            assertThat(hasher.finish()).isEqualTo(file.length);
            assertThat(leaves).as("seed %d", seed).containsExactlyElementsOf(expected);
        }
    }

    @Test
    void rootIsThatOfTheRfcForAnyNumberOfLeaves() {
        List<byte[]> leaves = TreeVectors.byNumber(130);
        MerkleRoot root = new MerkleRoot();
        for (int count = 1; count <= leaves.size(); count++) {
            root.add(leaves.get(count - 1));
            assertThat(root.root()).as("%d leaves", count).isEqualTo(SampleFile.root(leaves.subList(0, count)));
            assertThat(root.leaves()).isEqualTo(count);
        }
    }

    @Test
    void layoutHasEachBytesOnce() {
        for (long size : new long[] {1, 65_535, 65_536, 65_537, 64 * 65_536, 64 * 65_536 + 1, PieceLayout.MOST_BYTES}) {
            PieceLayout layout = new PieceLayout(size);
            int last = layout.pieces();
            assertThat(layout.offsetOf(last) + layout.lengthOf(last)).isEqualTo(size);
            assertThat(layout.pieceAt(size - 1)).isEqualTo(last);
            assertThat(layout.pieceAt(0)).isEqualTo(1);
            int group = layout.groups() - 1;
            assertThat(group * PieceLayout.GROUP_PIECES + layout.piecesIn(group))
                    .isEqualTo(last);
            assertThatThrownBy(() -> layout.lengthOf(last + 1)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> layout.piecesIn(layout.groups())).isInstanceOf(IndexOutOfBoundsException.class);
        }
        assertThatThrownBy(() -> new PieceLayout(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PieceLayout(PieceLayout.MOST_BYTES + 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void storedTreeHoldsEveryAnswer() {
        for (int count : new int[] {1, 63, 64, 65, 129, 200, 321, 1_000}) {
            List<byte[]> leaves = TreeVectors.byNumber(count);
            TreeLayout tree = new TreeLayout(new PieceLayout((long) count * PieceLayout.PIECE_BYTES));
            byte[] stored = stored(leaves, tree);
            assertThat(stored).hasSize((int) tree.length());
            for (int group = 0; group < tree.pieces().groups(); group++) {
                List<byte[]> parts = new ArrayList<>();
                int at = (int) tree.groupOffset(group);
                parts.add(Arrays.copyOfRange(stored, at, at + tree.groupLength(group)));
                for (long offset : tree.auditPath(group)) {
                    parts.add(Arrays.copyOfRange(stored, (int) offset, (int) offset + MerkleHash.BYTES));
                }
                assertThat(SampleFile.joined(parts)).isEqualTo(SampleFile.answer(group, leaves));
            }
        }
    }

    private static byte[] stored(List<byte[]> leaves, TreeLayout tree) {
        List<byte[]> all = new ArrayList<>(leaves);
        List<byte[]> level = SampleFile.groupRoots(leaves);
        for (int i = 0; i < tree.levels(); i++) {
            assertThat(tree.nodesAt(i)).isEqualTo(level.size());
            all.addAll(level);
            List<byte[]> next = new ArrayList<>();
            for (int at = 0; at < level.size(); at += 2) {
                next.add(SampleFile.root(level.subList(at, Math.min(level.size(), at + 2))));
            }
            level = next;
        }
        return SampleFile.joined(all);
    }
}
