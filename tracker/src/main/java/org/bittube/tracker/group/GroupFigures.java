package org.bittube.tracker.group;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What the viewers of a group report together. Bytes and stalls include members that left.
 *
 * @param peers members now
 * @param lagMillisP50 median of the members that play; empty when none does
 * @param poisoned reported poisoners by peerId, with the number of different members that reported them
 * @param starts how long viewers waited for their first picture
 * @param met what became of introductions while both were there, by their reach: {@code open-cone}
 */
public record GroupFigures(
        int peers,
        long fromPeersBytes,
        long fromFeedBytes,
        long fromHttpBytes,
        long toPeersBytes,
        OptionalLong lagMillisP50,
        OptionalLong lagMillisP95,
        long stalls,
        long stalledMillis,
        Map<String, Integer> poisoned,
        StartTimes starts,
        Map<String, MetCount> met) {

    public GroupFigures {
        poisoned = Collections.unmodifiableMap(new LinkedHashMap<>(poisoned));
    }

    static GroupFigures of(
            int peers,
            FigureTotals totals,
            Percentiles lag,
            Map<String, Integer> poisoned,
            StartTimes starts,
            Map<String, MetCount> met) {
        return new GroupFigures(
                peers,
                totals.fromPeersBytes,
                totals.fromFeedBytes,
                totals.fromHttpBytes,
                totals.toPeersBytes,
                lag.p50(),
                lag.p95(),
                totals.stalls,
                totals.stalledMillis,
                poisoned,
                starts,
                met);
    }

    /** The share of the received bytes that came from other viewers, 0 to 1; 0 when nothing was received. */
    public double offload() {
        double all = (double) fromPeersBytes + fromFeedBytes + fromHttpBytes;
        return all == 0 ? 0 : fromPeersBytes / all;
    }
}
