package org.bittube.gateway.object;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.bittube.gateway.encoding.Sha256;

/** Makes testdata/object/trees.json, from the definitions in the RFC and not from the code under test. */
final class TreeVectors {
    private static final int PIECE = PieceLayout.PIECE_BYTES;
    private static final HexFormat HEX = HexFormat.of();

    private TreeVectors() {}

    static ObjectNode make() {
        ObjectNode vectors = JsonNodeFactory.instance.objectNode();
        vectors.put(
                "comment",
                "docs/protocol.md section 7. Bytes are hex. Byte i of a file is (i * 31 + 7) mod 251. In \"trees\" the leaf hash of"
                        + " piece p is the SHA-256 of p as decimal ASCII digits, and each file ends with a whole piece. An"
                        + " answer is that of GET /objects/{id}/hashes/{group}. \"invalid\" answers are to be refused for the"
                        + " reason given.");
        ArrayNode files = vectors.putArray("files");
        file(files, "one byte", 1);
        file(files, "one piece", PIECE);
        file(files, "one piece and a byte", PIECE + 1);
        file(files, "seven pieces, the last short", 6 * PIECE + 1234);
        file(files, "63 pieces", 63 * PIECE);
        file(files, "64 pieces", 64 * PIECE);
        file(files, "65 pieces, the last of one byte", 64 * PIECE + 1);
        file(files, "129 pieces", 129 * PIECE);
        ArrayNode trees = vectors.putArray("trees");
        for (int pieces : new int[] {200, 1_000, 16_384, 20_001}) {
            tree(trees, pieces);
        }
        invalid(vectors.putArray("invalid"));
        return vectors;
    }

    private static void file(ArrayNode files, String name, int size) {
        List<byte[]> leaves = SampleFile.leaves(SampleFile.contents(size));
        ObjectNode file = files.addObject();
        file.put("name", name).put("size", size).put("pieces", leaves.size());
        file.put("root", HEX.formatHex(SampleFile.root(leaves)));
        ArrayNode groups = file.putArray("groups");
        for (int group = 0; group * PieceLayout.GROUP_PIECES < leaves.size(); group++) {
            groups.addObject().put("group", group).put("answer", HEX.formatHex(SampleFile.answer(group, leaves)));
        }
    }

    private static void tree(ArrayNode trees, int pieces) {
        List<byte[]> leaves = byNumber(pieces);
        List<byte[]> roots = SampleFile.groupRoots(leaves);
        ObjectNode tree = trees.addObject().put("pieces", pieces);
        tree.put("root", HEX.formatHex(SampleFile.root(leaves)));
        ArrayNode paths = tree.putArray("auditPaths");
        int last = roots.size() - 1;
        for (int group : new int[] {0, 1, last / 2, last}) {
            paths.addObject()
                    .put("group", group)
                    .put("path", HEX.formatHex(SampleFile.joined(SampleFile.path(group, roots))));
        }
    }

    private static void invalid(ArrayNode invalid) {
        List<byte[]> leaves = byNumber(129);
        String root = HEX.formatHex(SampleFile.root(leaves));
        byte[] good = SampleFile.answer(1, leaves);
        refused(invalid, "a leaf altered", 129, root, 1, altered(good, 40), "root");
        refused(invalid, "the path altered", 129, root, 1, altered(good, good.length - 1), "root");
        refused(invalid, "the answer of another group", 129, root, 0, good, "root");
        refused(invalid, "the root altered", 129, HEX.formatHex(altered(HEX.parseHex(root), 0)), 1, good, "root");
        refused(invalid, "one byte short", 129, root, 1, cut(good, good.length - 1), "length");
        refused(invalid, "one hash more", 129, root, 1, SampleFile.joined(List.of(good, leaves.get(0))), "length");
        refused(invalid, "nothing", 129, root, 1, new byte[0], "length");
        refused(invalid, "without the path", 129, root, 1, cut(good, 64 * MerkleHash.BYTES), "length");
        // Two leaves of 32 bytes are one piece of 64 bytes, if nothing told leaves and nodes apart.
        refused(invalid, "a node given out for a leaf", 1, root, 0, SampleFile.root(leaves.subList(0, 2)), "root");
    }

    private static void refused(
            ArrayNode invalid, String name, int pieces, String root, int group, byte[] answer, String error) {
        invalid.addObject()
                .put("name", name)
                .put("pieces", pieces)
                .put("root", root)
                .put("group", group)
                .put("answer", HEX.formatHex(answer))
                .put("error", error);
    }

    static List<byte[]> byNumber(int pieces) {
        List<byte[]> leaves = new ArrayList<>();
        for (int piece = 1; piece <= pieces; piece++) {
            leaves.add(Sha256.digest().digest(Integer.toString(piece).getBytes(StandardCharsets.US_ASCII)));
        }
        return leaves;
    }

    private static byte[] altered(byte[] bytes, int at) {
        byte[] copy = bytes.clone();
        copy[at] ^= 1;
        return copy;
    }

    private static byte[] cut(byte[] bytes, int length) {
        return Arrays.copyOf(bytes, length);
    }
}
