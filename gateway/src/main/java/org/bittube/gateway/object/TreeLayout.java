package org.bittube.gateway.object;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the hashes of a stored tree stand: first the leaves, then the groups' roots, then level by level what is above
 * them, up to the root. A node without a neighbour at its right stands on the next level again, as it is: so the split of
 * RFC 9162 §2.1.1 comes out. So stored, an answer about a group costs two short reads however large the file is.
 */
public record TreeLayout(PieceLayout pieces) {

    /** Bytes of the leaves. */
    public long leavesLength() {
        return (long) pieces.pieces() * MerkleHash.BYTES;
    }

    /** Where the leaf hashes of a group begin. */
    public long groupOffset(int group) {
        pieces.piecesIn(group);
        return (long) group * PieceLayout.GROUP_PIECES * MerkleHash.BYTES;
    }

    /** Bytes of the leaf hashes of a group. */
    public int groupLength(int group) {
        return pieces.piecesIn(group) * MerkleHash.BYTES;
    }

    /** Levels above the leaves, at least 1; the last has one node, the root. */
    public int levels() {
        int levels = 1;
        for (int nodes = pieces.groups(); nodes > 1; nodes = half(nodes)) {
            levels++;
        }
        return levels;
    }

    /** Nodes of a level; level 0 has the groups' roots. */
    public int nodesAt(int level) {
        int nodes = pieces.groups();
        for (int i = 0; i < level; i++) {
            nodes = half(nodes);
        }
        return nodes;
    }

    /** Where a node stands. */
    public long nodeOffset(int level, int index) {
        long before = 0;
        for (int i = 0; i < level; i++) {
            before += nodesAt(i);
        }
        return leavesLength() + (before + index) * MerkleHash.BYTES;
    }

    /** Bytes of the whole. */
    public long length() {
        int levels = levels();
        return nodeOffset(levels - 1, 0) + MerkleHash.BYTES;
    }

    /** Where the hashes of a group's audit path (RFC 9162 §2.1.3) stand, bottom up. */
    public List<Long> auditPath(int group) {
        pieces.piecesIn(group);
        List<Long> offsets = new ArrayList<>();
        int index = group;
        int level = 0;
        for (int nodes = pieces.groups(); nodes > 1; nodes = half(nodes)) {
            int neighbour = index ^ 1;
            if (neighbour < nodes) {
                offsets.add(nodeOffset(level, neighbour));
            }
            index >>= 1;
            level++;
        }
        return offsets;
    }

    private static int half(int nodes) {
        return (nodes + 1) / 2;
    }
}
