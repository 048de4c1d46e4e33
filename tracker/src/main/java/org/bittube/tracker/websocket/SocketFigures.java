package org.bittube.tracker.websocket;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.bittube.tracker.operation.Measurements;

/** What happened to all sockets since the server began. Confined to its event loop. */
final class SocketFigures implements Measurements.Source {
    private final Map<String, Long> refused = new TreeMap<>(Map.of("full", 0L, "address", 0L, "draining", 0L));
    private final Map<String, Long> ended = new TreeMap<>();
    private long receivedBytes;
    private long sentBytes;

    void received(int bytes) {
        receivedBytes += bytes;
    }

    void sent(int bytes) {
        sentBytes += bytes;
    }

    /** An upgrade was refused, for one of the reasons that the source names. */
    void refused(String reason) {
        refused.merge(reason, 1L, Long::sum);
    }

    void ended(CloseCode code) {
        ended.merge(code.name().toLowerCase(Locale.ROOT), 1L, Long::sum);
    }

    /** A socket ended without a word, for one of the reasons that the source names. */
    void cut(String reason) {
        ended.merge(reason.replace(' ', '_'), 1L, Long::sum);
    }

    @Override
    public void measure(Measurements measured) {
        measured.counter("bittube_tracker_received_bytes", "Bytes from clients, framing included.", receivedBytes);
        measured.counter("bittube_tracker_sent_bytes", "Bytes to clients, framing included.", sentBytes);
        refused.forEach((reason, count) -> measured.counter(
                "bittube_tracker_refused_sockets", "WebSockets that were not opened.", count, "reason", reason));
        ended.forEach((reason, count) -> measured.counter(
                "bittube_tracker_ended_sockets", "Sockets that ended, by the reason.", count, "reason", reason));
    }
}
