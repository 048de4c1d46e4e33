package org.bittube.tracker.connection;

/**
 * How often things happen, in milliseconds.
 *
 * @param pingMillis between two pings to a client
 * @param silenceMillis without any frame from a client, after which it counts as gone
 * @param statsMillis between two reports of a viewer's figures, in a small group
 */
public record TrackerTiming(int pingMillis, int silenceMillis, int statsMillis) {
    public static final TrackerTiming DEFAULT = new TrackerTiming(5_000, 12_000, 10_000);

    private static final int SOME_PEERS = 50;
    private static final int MANY_PEERS = 500;
    private static final int RARER = 3;
    private static final int RAREST = 9;

    public TrackerTiming {
        if (pingMillis < 1 || silenceMillis <= pingMillis || statsMillis < 1) {
            throw new IllegalArgumentException("a client needs more time to answer than there is between two pings");
        }
    }

    /**
     * The {@code intervalMillis} of {@code welcome} and {@code interval} in a group of so many members: many say the same of a group with fewer
     * reports of each.
     */
    int statsMillisAmong(int peers) {
        return statsMillis * (peers < SOME_PEERS ? 1 : peers < MANY_PEERS ? RARER : RAREST);
    }
}
