package org.bittube.tracker.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.bittube.tracker.address.AddressLimits;
import org.bittube.tracker.connection.TrackerLimits;
import org.bittube.tracker.connection.TrackerTiming;
import org.bittube.tracker.message.Leave;
import org.bittube.tracker.message.More;
import org.bittube.tracker.message.Refusal;
import org.bittube.tracker.message.TrackerEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Some clients send without end, or read nothing, while hundreds of others go on. */
@Timeout(60)
class FloodDoesNotDisturbOthersIT {
    private static final int OTHERS = 200;
    private static final int GROUP = 20;
    private static final int FLOODERS = 10;

    @Test
    void floodersAreClosedAndTheOthersAreAnswered() throws Exception {
        TrackerOptions options = TrackerOptions.standalone(null)
                .withAddressLimits(new AddressLimits(OTHERS + FLOODERS, 1_000, 1 << 30, 1 << 30));
        try (RunningTracker tracker = new RunningTracker(options)) {
            List<TestViewer> others = new ArrayList<>();
            for (int i = 0; i < OTHERS; i++) {
                TestViewer viewer = tracker.viewer();
                viewer.join("group-" + i / GROUP);
                others.add(viewer);
            }
            List<TestViewer> flooders = new ArrayList<>();
            for (int i = 0; i < FLOODERS; i++) {
                TestViewer flooder = tracker.viewer();
                flooder.join("group-0");
                flooders.add(flooder);
                for (int j = 0; j < 400; j++) {
                    flooder.send(new More("group-0", 20, List.of()));
                }
            }
            assertThat(Handshake.statusOf(tracker.port()))
                    .as("one more of this address")
                    .isIn(429, 101);
            for (TestViewer other : others) {
                other.send(new Leave("nothing"));
            }
            for (TestViewer other : others) {
                TrackerEvent event = other.next(TrackerEvent.class);
                while (!(event instanceof Refusal)) {
                    event = other.next(TrackerEvent.class);
                }
            }
            for (TestViewer flooder : flooders) {
                assertThat(flooder.closedWith()).isEqualTo(1008);
            }
            assertThat(others).noneMatch(TestViewer::isClosed);
            assertThat(tracker.service().peers("group-1")).isEqualTo(GROUP);
        }
    }

    @Test
    void whoReadsNothingIsCut() throws Exception {
        TrackerLimits limits = new TrackerLimits(16 * 1024, 1_000_000, 10_000_000, 8, 100, 100, 64 * 1024, 100);
        try (RunningTracker tracker = new RunningTracker(
                        new TrackerOptions(true, null, limits, new TrackerTiming(60_000, 600_000, 10_000)));
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), tracker.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(Handshake.REQUEST.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            assertThat(socket.getInputStream().read()).isEqualTo('H');
            // Each of these is answered with an error; nobody reads them.
            byte[] frames = new byte[7 * 10_000];
            for (int i = 0; i < frames.length; i += 7) {
                frames[i] = (byte) 0x81;
                frames[i + 1] = (byte) 0x81;
                frames[i + 6] = 'x';
            }
            assertThatThrownBy(() -> {
                        while (true) {
                            write(out, frames);
                        }
                    })
                    .isInstanceOf(SocketException.class);
        }
    }

    private static void write(OutputStream out, byte[] bytes) throws IOException {
        out.write(bytes);
    }
}
