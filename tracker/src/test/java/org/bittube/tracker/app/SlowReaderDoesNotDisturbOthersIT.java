package org.bittube.tracker.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.bittube.tracker.connection.TrackerLimits;
import org.bittube.tracker.connection.TrackerTiming;
import org.bittube.tracker.message.CompactDescription;
import org.bittube.tracker.message.CompactDescription.Kind;
import org.bittube.tracker.message.CompactDescription.Setup;
import org.bittube.tracker.message.ErrorCode;
import org.bittube.tracker.message.Gone;
import org.bittube.tracker.message.Introduce;
import org.bittube.tracker.message.Leave;
import org.bittube.tracker.message.Refusal;
import org.bittube.tracker.message.RelayedSignal;
import org.bittube.tracker.message.SendSignal;
import org.bittube.tracker.message.TrackerEvent;
import org.bittube.tracker.message.TrickledCandidate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One viewer stops to read while another one sends to it without end. */
@Timeout(120)
class SlowReaderDoesNotDisturbOthersIT {
    @Test
    void signalsToASlowReaderAreRefusedAndItsNeighboursGoOn() throws Exception {
        TrackerLimits limits = new TrackerLimits(16 * 1024, 1_000_000, 1_000_000, 8, 100, 100, 256 * 1024, 100);
        try (RunningTracker tracker = new RunningTracker(
                new TrackerOptions(true, null, limits, new TrackerTiming(60_000, 600_000, 10_000)))) {
            TestViewer slow = tracker.viewer();
            String slowId = slow.join("news").peerId();
            TestViewer sender = tracker.viewer();
            String senderId = sender.join("news").peerId();
            sender.next(Introduce.class);
            TestViewer bystander = tracker.viewer();
            bystander.join("news");
            bystander.next(Introduce.class);
            sender.nextPartner();

            slow.socket().pause();
            List<String> candidates = Collections.nCopies(20, "h " + "x".repeat(64) + " 50000");
            CompactDescription longest = new CompactDescription(
                    Kind.OFFER, "u".repeat(256), "p".repeat(256), "A".repeat(43), Setup.ACTPASS, candidates);
            SendSignal large = new SendSignal("news", slowId, longest);
            // What the system itself buffers is filled first; then the tracker's own queue, up to its limit.
            Refusal refusal = sendUntilRefused(sender, large);
            assertThat(refusal.code()).isEqualTo(ErrorCode.RATE);
            assertThat(refusal.fatal()).isFalse();

            bystander.send(new SendSignal("news", senderId, new TrickledCandidate("h 192.0.2.1 5000")));
            assertThat(nextSignal(sender).signal()).isEqualTo(new TrickledCandidate("h 192.0.2.1 5000"));
            assertThat(slow.isClosed()).isFalse();
            assertThat(tracker.service().peers("news")).isEqualTo(3);
            slow.socket().resume(); // or the closing handshake would wait for it
        }
    }

    private static Refusal sendUntilRefused(TestViewer sender, SendSignal signal) throws Exception {
        while (true) {
            for (int i = 0; i < 100; i++) {
                sender.send(signal);
            }
            // A request that is always answered with an error shows that those before it have been dealt with.
            sender.send(new Leave("nothing"));
            Refusal refusal = sender.next(Refusal.class);
            if (refusal.code() != ErrorCode.NOT_JOINED) {
                return refusal;
            }
        }
    }

    private static RelayedSignal nextSignal(TestViewer viewer) throws Exception {
        while (true) {
            TrackerEvent event = viewer.next(TrackerEvent.class);
            if (event instanceof RelayedSignal relayed) {
                return relayed;
            }
            assertThat(event).isNotInstanceOf(Gone.class);
        }
    }
}
