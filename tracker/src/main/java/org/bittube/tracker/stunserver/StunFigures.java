package org.bittube.tracker.stunserver;

import java.util.concurrent.atomic.LongAdder;
import org.bittube.tracker.operation.Measurements;

/** What the STUN server did since it began; may be read from any thread. */
final class StunFigures implements Measurements.Source {
    private final LongAdder udp = new LongAdder();
    private final LongAdder tcp = new LongAdder();
    private final LongAdder refused = new LongAdder();

    void answeredUdp() {
        udp.increment();
    }

    void answeredTcp() {
        tcp.increment();
    }

    /** A request whose address has had more than its share. */
    void refused() {
        refused.increment();
    }

    @Override
    public void measure(Measurements measured) {
        String help = "STUN requests that were answered.";
        measured.counter("bittube_stun_answers", help, udp.sum(), "transport", "udp");
        measured.counter("bittube_stun_answers", help, tcp.sum(), "transport", "tcp");
        measured.counter("bittube_stun_refused", "STUN requests past the rate of their address.", refused.sum());
    }
}
