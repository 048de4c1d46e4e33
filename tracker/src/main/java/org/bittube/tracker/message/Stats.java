package org.bittube.tracker.message;

import java.util.OptionalLong;

/**
 * A member's figures. All but {@code lagMillis}, {@code neighbours} and {@code playing} are totals since its join.
 *
 * @param fromPeersBytes received from other viewers
 * @param fromFeedBytes received from a gateway's feed
 * @param fromHttpBytes received from a gateway over HTTP
 * @param toPeersBytes sent to other viewers
 * @param lagMillis behind the gateway's newest packet
 * @param stalls how often the picture stood still
 * @param stalledMillis how long it did in all
 * @param neighbours open connections to other viewers
 * @param playing whether the picture moves
 * @param startMillis from the begin of the player to its first picture; told once
 */
public record Stats(
        String group,
        long fromPeersBytes,
        long fromFeedBytes,
        long fromHttpBytes,
        long toPeersBytes,
        long lagMillis,
        long stalls,
        long stalledMillis,
        long neighbours,
        boolean playing,
        OptionalLong startMillis)
        implements TrackerRequest {
    /** The largest count on the wire: 2^53 - 1, the largest integer that every JSON reader keeps exact. */
    public static final long MAX = (1L << 53) - 1;

    /** Who waited longer for a picture has gone meanwhile, or tells what is not so. */
    public static final long MAX_START_MILLIS = 120_000;

    public Stats {
        Names.checkGroup(group);
        Names.checkRange("fromPeersBytes", fromPeersBytes, 0, MAX);
        Names.checkRange("fromFeedBytes", fromFeedBytes, 0, MAX);
        Names.checkRange("fromHttpBytes", fromHttpBytes, 0, MAX);
        Names.checkRange("toPeersBytes", toPeersBytes, 0, MAX);
        Names.checkRange("lagMillis", lagMillis, 0, MAX);
        Names.checkRange("stalls", stalls, 0, MAX);
        Names.checkRange("stalledMillis", stalledMillis, 0, MAX);
        Names.checkRange("neighbours", neighbours, 0, MAX);
        startMillis.ifPresent(millis -> Names.checkRange("startMillis", millis, 0, MAX_START_MILLIS));
    }

    @Override
    public void deliverTo(TrackerRequestHandler handler) {
        handler.onStats(this);
    }
}
