package org.bittube.gateway.object;

import java.security.MessageDigest;
import org.bittube.gateway.encoding.Sha256;

/** The two hashes of a Merkle tree (RFC 9162 §2.1.1) with SHA-256. Not safe for two threads at a time. */
public final class MerkleHash {
    /** Length of every hash. */
    public static final int BYTES = 32;

    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private final MessageDigest sha256 = Sha256.digest();

    /** Hash of a piece. */
    public byte[] leaf(byte[] bytes, int offset, int length) {
        sha256.update(LEAF);
        sha256.update(bytes, offset, length);
        return sha256.digest();
    }

    /** Hash over two hashes. */
    public byte[] node(byte[] left, byte[] right) {
        sha256.update(NODE);
        sha256.update(left);
        return sha256.digest(right);
    }
}
