package org.bittube.gateway.swarm;

import java.util.HashMap;
import java.util.Map;

/**
 * Bytes of answers that viewers have not taken yet. A viewer that asks for much and reads nothing would otherwise fill the memory:
 * past the limit for its address, or for all together, it is refused. Pure; not safe for two threads at a time.
 */
public final class PullsUnderWay {
    private final long maxBytes;
    private final long maxBytesEach;
    private final Map<String, Long> bytesByAddress = new HashMap<>();
    private long bytes;

    /**
     * Nothing under way.
     *
     * @param maxBytes of all viewers together
     * @param maxBytesEach of one address
     */
    public PullsUnderWay(long maxBytes, long maxBytesEach) {
        this.maxBytes = maxBytes;
        this.maxBytesEach = maxBytesEach;
    }

    /** Whether an answer of that length may begin; if so it counts until {@link #end}. */
    public boolean begin(String address, int length) {
        long ofAddress = bytesByAddress.getOrDefault(address, 0L) + length;
        if (bytes + length > maxBytes || ofAddress > maxBytesEach) {
            return false;
        }
        bytes += length;
        bytesByAddress.put(address, ofAddress);
        return true;
    }

    /** The answer was taken, or its viewer is gone. */
    public void end(String address, int length) {
        bytes -= length;
        bytesByAddress.computeIfPresent(address, (key, sum) -> sum == length ? null : sum - length);
    }
}
