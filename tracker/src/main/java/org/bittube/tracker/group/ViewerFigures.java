package org.bittube.tracker.group;

/**
 * What a member last told about itself; totals since its join, none negative.
 *
 * @param lagMillis behind the gateway's newest packet
 * @param playing whether its picture moves
 */
public record ViewerFigures(
        long fromPeersBytes,
        long fromFeedBytes,
        long fromHttpBytes,
        long toPeersBytes,
        long lagMillis,
        long stalls,
        long stalledMillis,
        boolean playing) {}
