package org.bittube.gateway.console;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What a channel's viewers that share have told until now, all together.
 *
 * @param fromPeersBytes got from each other, since the group began
 * @param toPeersBytes sent to each other
 * @param lagP50Millis of those who play; empty when none does, or nobody told
 * @param starts how many told how long they waited for their first picture, since the group began
 * @param latestStartMillis of the last of them, the newest last
 * @param stalls how often a picture stood still
 * @param connections by the networks of both
 */
public record ViewerReport(
        long fromPeersBytes,
        long toPeersBytes,
        OptionalLong lagP50Millis,
        OptionalLong lagP95Millis,
        long starts,
        List<Integer> latestStartMillis,
        long stalls,
        Map<String, Attempts> connections) {

    public ViewerReport {
        latestStartMillis = List.copyOf(latestStartMillis);
        connections = Map.copyOf(connections);
    }
}
