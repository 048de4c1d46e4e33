package org.bittube.tracker.group;

import java.util.OptionalLong;

/**
 * What a member last told about itself; totals since its join, none negative.
 *
 * @param lagMillis behind the gateway's newest packet
 * @param playing whether its picture moves
 * @param startMillis how long it waited for its first picture; only the first that it tells counts
 */
public record ViewerFigures(
        long fromPeersBytes,
        long fromFeedBytes,
        long fromHttpBytes,
        long toPeersBytes,
        long lagMillis,
        long stalls,
        long stalledMillis,
        boolean playing,
        OptionalLong startMillis) {}
