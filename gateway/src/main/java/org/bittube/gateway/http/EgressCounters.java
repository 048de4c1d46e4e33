package org.bittube.gateway.http;

import java.util.concurrent.atomic.LongAdder;

/**
 * Bytes of one channel's media that left for viewers, by the way they took: what was handed to the operating system,
 * without HTTP and WebSocket framing. May be read from any thread.
 */
public final class EgressCounters {
    private final LongAdder relayBytes = new LongAdder();
    private final LongAdder feedBytes = new LongAdder();
    private final LongAdder pullBytes = new LongAdder();
    private final LongAdder joinBytes = new LongAdder();
    private final LongAdder rewindBytes = new LongAdder();

    /** FLV over HTTP. */
    public void addRelay(long bytes) {
        relayBytes.add(bytes);
    }

    /** Packets pushed over the WebSocket feed. */
    public void addFeed(long bytes) {
        feedBytes.add(bytes);
    }

    /** Packets and preludes pulled one by one. */
    public void addPull(long bytes) {
        pullBytes.add(bytes);
    }

    /** Join bursts. */
    public void addJoin(long bytes) {
        joinBytes.add(bytes);
    }

    /** Parts of a recording, to viewers that went back. */
    public void addRewind(long bytes) {
        rewindBytes.add(bytes);
    }

    /** The totals now. */
    public EgressTotals totals() {
        return new EgressTotals(relayBytes.sum(), feedBytes.sum(), pullBytes.sum(), joinBytes.sum(), rewindBytes.sum());
    }
}
