package org.bittube.tracker.address;

import java.util.Arrays;

/**
 * So many a second from one address, in a table of fixed size: addresses whose hashes meet share a limit, which costs a
 * sender a packet now and then, where a table that grew with forged addresses would cost the memory. Time is handed in.
 * Confined to one thread.
 */
public final class AddressRateLimit {
    private static final int CELLS = 1 << 14;
    private static final int IPV6_NETWORK_BYTES = 8;

    private final int perSecond;
    private final int salt;
    private final int[] counts = new int[CELLS];
    private long second = Long.MIN_VALUE;

    /**
     * A limit of {@code perSecond} for each address.
     *
     * @param salt a random number, so that nobody can choose an address that shares a cell with another's
     */
    public AddressRateLimit(int perSecond, int salt) {
        this.perSecond = perSecond;
        this.salt = salt;
    }

    /** Counts one more from {@code address} (4 or 16 bytes; of IPv6 the network counts); false past the limit. */
    public boolean allows(byte[] address, long nowMillis) {
        long nowSecond = Math.floorDiv(nowMillis, 1000);
        if (nowSecond != second) {
            Arrays.fill(counts, 0);
            second = nowSecond;
        }
        int length = address.length == 16 ? IPV6_NETWORK_BYTES : address.length;
        int hash = salt;
        for (int i = 0; i < length; i++) {
            hash = (hash ^ address[i]) * 0x01000193;
        }
        hash ^= hash >>> 15;
        int cell = hash & (CELLS - 1);
        if (counts[cell] >= perSecond) {
            return false;
        }
        counts[cell]++;
        return true;
    }
}
