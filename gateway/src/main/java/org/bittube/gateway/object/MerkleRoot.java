package org.bittube.gateway.object;

import java.util.Arrays;

/**
 * The root over leaf hashes that come one by one (RFC 9162 §2.1.1). Keeps one hash a level, however many leaves come. Not
 * safe for two threads at a time.
 */
public final class MerkleRoot {
    private static final int LEVELS = 31;

    private final MerkleHash hash = new MerkleHash();
    /** For each bit that is set in the count, the root of that many leaves. */
    private final byte[][] whole = new byte[LEVELS][];

    private int count;

    /** The root over the hashes that stand one behind the other in these bytes. */
    public static byte[] over(byte[] hashes) {
        MerkleRoot root = new MerkleRoot();
        for (int at = 0; at < hashes.length; at += MerkleHash.BYTES) {
            root.add(Arrays.copyOfRange(hashes, at, at + MerkleHash.BYTES));
        }
        return root.root();
    }

    /** Takes the next leaf's hash, which must not be changed afterwards. */
    public void add(byte[] leaf) {
        byte[] carried = leaf;
        int level = 0;
        while (holds(level)) {
            carried = hash.node(whole[level], carried);
            level++;
        }
        whole[level] = carried;
        count++;
    }

    public int leaves() {
        return count;
    }

    /**
     * The root over all that have come so far; more may follow.
     *
     * @throws IllegalStateException when none has
     */
    public byte[] root() {
        if (count == 0) {
            throw new IllegalStateException("a tree without leaves has no place here");
        }
        int level = Integer.numberOfTrailingZeros(count);
        byte[] right = whole[level];
        for (level++; level < LEVELS; level++) {
            if (holds(level)) {
                right = hash.node(whole[level], right);
            }
        }
        return right.clone();
    }

    private boolean holds(int level) {
        return (count >>> level & 1) == 1;
    }
}
