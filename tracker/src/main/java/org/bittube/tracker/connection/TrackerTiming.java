package org.bittube.tracker.connection;

/**
 * How often things happen, in milliseconds.
 *
 * @param pingMillis between two pings to a client
 * @param silenceMillis without any frame from a client, after which it counts as gone
 * @param statsMillis between two reports of a viewer's figures: the {@code intervalMillis} of {@code welcome}
 */
public record TrackerTiming(int pingMillis, int silenceMillis, int statsMillis) {
    public static final TrackerTiming DEFAULT = new TrackerTiming(5_000, 12_000, 10_000);

    public TrackerTiming {
        if (pingMillis < 1 || silenceMillis <= pingMillis || statsMillis < 1) {
            throw new IllegalArgumentException("a client needs more time to answer than there is between two pings");
        }
    }
}
