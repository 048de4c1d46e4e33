package org.bittube.gateway.object;

import java.security.MessageDigest;
import java.util.Arrays;
import org.bittube.gateway.object.ObjectFormatException.Reason;

/** The answer about a hash group: its leaf hashes, then the audit path of its root (docs/protocol.md section 7). */
public final class HashGroup {
    private HashGroup() {}

    /** Bytes of the answer about a group of a file so cut. */
    public static int length(PieceLayout pieces, int group) {
        TreeLayout tree = new TreeLayout(pieces);
        return tree.groupLength(group) + tree.auditPath(group).size() * MerkleHash.BYTES;
    }

    /**
     * Checks an answer against the root.
     *
     * @return the leaf hashes, one behind the other
     * @throws ObjectFormatException LENGTH when it is too short or too long, ROOT when it does not lead to the root
     */
    public static byte[] verify(byte[] root, PieceLayout pieces, int group, byte[] answer) {
        int expected = length(pieces, group);
        if (answer.length != expected) {
            throw new ObjectFormatException(
                    Reason.LENGTH, Math.min(answer.length, expected), "hashes of " + answer.length + " bytes");
        }
        byte[] leaves = Arrays.copyOf(answer, pieces.piecesIn(group) * MerkleHash.BYTES);
        MerkleHash hash = new MerkleHash();
        byte[] node = MerkleRoot.over(leaves);
        int at = leaves.length;
        int index = group;
        for (int nodes = pieces.groups(); nodes > 1; nodes = (nodes + 1) / 2) {
            if ((index ^ 1) < nodes) {
                byte[] neighbour = Arrays.copyOfRange(answer, at, at + MerkleHash.BYTES);
                node = (index & 1) == 0 ? hash.node(node, neighbour) : hash.node(neighbour, node);
                at += MerkleHash.BYTES;
            }
            index >>= 1;
        }
        if (!MessageDigest.isEqual(node, root)) {
            throw new ObjectFormatException(Reason.ROOT, 0, "hashes that do not lead to the root");
        }
        return leaves;
    }
}
