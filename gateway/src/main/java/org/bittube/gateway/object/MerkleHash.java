package org.bittube.gateway.object;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The two hashes of a Merkle tree (RFC 9162 §2.1.1) with SHA-256. Not safe for two threads at a time. */
public final class MerkleHash {
    /** Length of every hash. */
    public static final int BYTES = 32;

    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private final MessageDigest sha256 = sha256();

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

    /** A digest of its own for whoever asks. */
    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
