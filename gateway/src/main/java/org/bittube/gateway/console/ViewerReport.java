package org.bittube.gateway.console;

import java.util.Map;
import java.util.OptionalLong;

/**
 * What a channel's viewers that share have told until now, all together.
 *
 * @param fromPeersBytes got from each other, since the group began
 * @param toPeersBytes sent to each other
 * @param lagP50Millis of those who play; empty when none does, or nobody told
 * @param startP50Millis from the begin to the first picture, of those who are there
 * @param stalls how often a picture stood still
 * @param connections by the networks of both
 */
public record ViewerReport(
        long fromPeersBytes,
        long toPeersBytes,
        OptionalLong lagP50Millis,
        OptionalLong lagP95Millis,
        OptionalLong startP50Millis,
        OptionalLong startP95Millis,
        long stalls,
        Map<String, Attempts> connections) {

    public ViewerReport {
        connections = Map.copyOf(connections);
    }
}
