package org.bittube.tracker.connection;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.OptionalLong;
import org.bittube.tracker.group.GroupFigures;

/** The answer to {@code GET /api/groups/{name}} (docs/protocol.md section 5). */
final class GroupReport {
    private static final int SHORT_ID = 6;

    private GroupReport() {}

    static String json(String group, GroupFigures figures) {
        ObjectNode report = JsonNodeFactory.instance
                .objectNode()
                .put("group", group)
                .put("peers", figures.peers())
                .put("fromPeersBytes", figures.fromPeersBytes())
                .put("fromFeedBytes", figures.fromFeedBytes())
                .put("fromHttpBytes", figures.fromHttpBytes())
                .put("toPeersBytes", figures.toPeersBytes())
                .put("offload", figures.offload());
        putOrNull(report, "lagMillisP50", figures.lagMillisP50());
        putOrNull(report, "lagMillisP95", figures.lagMillisP95());
        report.put("stalls", figures.stalls()).put("stalledMillis", figures.stalledMillis());
        ArrayNode poisoned = report.putArray("poisoned");
        figures.poisoned().forEach((peer, reports) -> poisoned.addObject()
                .put("peer", peer.substring(0, SHORT_ID))
                .put("reports", reports));
        return report.toString();
    }

    private static void putOrNull(ObjectNode report, String field, OptionalLong value) {
        if (value.isPresent()) {
            report.put(field, value.getAsLong());
        } else {
            report.putNull(field);
        }
    }
}
