package org.bittube.gateway.object;

import java.security.MessageDigest;
import java.util.function.Consumer;
import org.bittube.gateway.encoding.Sha256;

/**
 * Hashes a file that passes by in chunks of any size: gives the leaf hash of each piece as soon as its last byte is there.
 * Keeps nothing of the file. Not safe for two threads at a time.
 */
public final class PieceHasher {
    private static final byte LEAF = 0;

    private final MessageDigest sha256 = Sha256.digest();
    private final Consumer<byte[]> leaves;

    private long total;
    private int inPiece;

    /** @param leaves gets the leaf hashes in order */
    public PieceHasher(Consumer<byte[]> leaves) {
        this.leaves = leaves;
    }

    /** Takes the next bytes of the file. */
    public void update(byte[] bytes, int offset, int length) {
        int at = offset;
        int end = offset + length;
        while (at < end) {
            if (inPiece == 0) {
                sha256.update(LEAF);
            }
            int part = Math.min(end - at, PieceLayout.PIECE_BYTES - inPiece);
            sha256.update(bytes, at, part);
            inPiece += part;
            at += part;
            if (inPiece == PieceLayout.PIECE_BYTES) {
                endPiece();
            }
        }
        total += length;
    }

    /** The file is over: gives the last, shorter piece if there is one, and the file's length. */
    public long finish() {
        if (inPiece > 0) {
            endPiece();
        }
        return total;
    }

    private void endPiece() {
        leaves.accept(sha256.digest());
        inPiece = 0;
    }
}
