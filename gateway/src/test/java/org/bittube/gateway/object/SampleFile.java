package org.bittube.gateway.object;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Contents by a rule, as the vectors describe them, and the hash tree as RFC 9162 §2.1.1 defines it, word for word. */
public final class SampleFile {
    private SampleFile() {}

    public static byte[] contents(int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) ((i * 31L + 7) % 251);
        }
        return bytes;
    }

    public static List<byte[]> leaves(byte[] file) {
        MerkleHash hash = new MerkleHash();
        List<byte[]> leaves = new ArrayList<>();
        for (int at = 0; at < file.length; at += PieceLayout.PIECE_BYTES) {
            leaves.add(hash.leaf(file, at, Math.min(PieceLayout.PIECE_BYTES, file.length - at)));
        }
        return leaves;
    }

    /** MTH: split at the largest power of two that is smaller than the number of leaves. */
    public static byte[] root(List<byte[]> leaves) {
        if (leaves.size() == 1) {
            return leaves.get(0);
        }
        int split = Integer.highestOneBit(leaves.size() - 1);
        return new MerkleHash().node(root(leaves.subList(0, split)), root(leaves.subList(split, leaves.size())));
    }

    /** PATH of §2.1.3.1 over a tree whose leaves are these. */
    static List<byte[]> path(int index, List<byte[]> leaves) {
        if (leaves.size() == 1) {
            return new ArrayList<>();
        }
        int split = Integer.highestOneBit(leaves.size() - 1);
        List<byte[]> left = leaves.subList(0, split);
        List<byte[]> right = leaves.subList(split, leaves.size());
        List<byte[]> path = index < split ? path(index, left) : path(index - split, right);
        path.add(root(index < split ? right : left));
        return path;
    }

    static List<byte[]> groupRoots(List<byte[]> leaves) {
        List<byte[]> roots = new ArrayList<>();
        for (int at = 0; at < leaves.size(); at += PieceLayout.GROUP_PIECES) {
            roots.add(root(leaves.subList(at, Math.min(leaves.size(), at + PieceLayout.GROUP_PIECES))));
        }
        return roots;
    }

    /** Leaf hashes of the group, then its audit path. */
    public static byte[] answer(int group, List<byte[]> leaves) {
        int first = group * PieceLayout.GROUP_PIECES;
        List<byte[]> parts =
                new ArrayList<>(leaves.subList(first, Math.min(leaves.size(), first + PieceLayout.GROUP_PIECES)));
        parts.addAll(path(group, groupRoots(leaves)));
        return joined(parts);
    }

    static byte[] joined(List<byte[]> parts) {
        byte[] all = new byte[0];
        for (byte[] part : parts) {
            int length = all.length;
            all = Arrays.copyOf(all, length + part.length);
            System.arraycopy(part, 0, all, length, part.length);
        }
        return all;
    }
}
