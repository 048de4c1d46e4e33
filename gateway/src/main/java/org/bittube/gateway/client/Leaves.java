package org.bittube.gateway.client;

import java.security.MessageDigest;
import java.util.Arrays;
import org.bittube.gateway.object.MerkleHash;
import org.bittube.gateway.object.PieceLayout;

/** The verified leaf hashes of one group: they tell its pieces from other bytes. */
final class Leaves {
    private final MerkleHash hash = new MerkleHash();
    private final byte[] hashes;

    /** @param hashes one behind the other */
    Leaves(byte[] hashes) {
        this.hashes = hashes;
    }

    /** Whether these bytes are that piece, which is one of the group. */
    boolean match(int piece, byte[] bytes, int offset, int length) {
        int at = (piece - 1) % PieceLayout.GROUP_PIECES * MerkleHash.BYTES;
        return MessageDigest.isEqual(
                Arrays.copyOfRange(hashes, at, at + MerkleHash.BYTES), hash.leaf(bytes, offset, length));
    }

    /** Whether these bytes are those pieces, one behind the other. */
    boolean match(PieceRange range, byte[] bytes) {
        if (bytes.length != range.lengthBytes()) {
            return false;
        }
        int at = 0;
        for (int piece = range.first(); piece <= range.last(); piece++) {
            int length = range.pieces().lengthOf(piece);
            if (!match(piece, bytes, at, length)) {
                return false;
            }
            at += length;
        }
        return true;
    }
}
