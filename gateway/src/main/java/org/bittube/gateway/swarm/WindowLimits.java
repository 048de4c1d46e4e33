package org.bittube.gateway.swarm;

/**
 * How much of a channel is kept for viewers that lag behind.
 *
 * @param maxMillis media time
 * @param maxBytes memory
 */
public record WindowLimits(long maxMillis, long maxBytes) {
    /** 60 s, at most 64 MiB: enough for 8 Mbit/s. */
    public static final WindowLimits DEFAULT = new WindowLimits(60_000, 64L << 20);

    /** @throws IllegalArgumentException when either is not positive */
    public WindowLimits {
        if (maxMillis <= 0 || maxBytes <= 0) {
            throw new IllegalArgumentException("a window needs room: " + maxMillis + " ms, " + maxBytes + " bytes");
        }
    }
}
