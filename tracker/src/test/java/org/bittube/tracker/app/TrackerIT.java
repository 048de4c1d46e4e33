package org.bittube.tracker.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.bittube.tracker.connection.GroupSettings;
import org.bittube.tracker.connection.TrackerLimits;
import org.bittube.tracker.connection.TrackerTiming;
import org.bittube.tracker.message.ErrorCode;
import org.bittube.tracker.message.Gone;
import org.bittube.tracker.message.Introduce.Partner;
import org.bittube.tracker.message.Leave;
import org.bittube.tracker.message.More;
import org.bittube.tracker.message.Refusal;
import org.bittube.tracker.message.RelayedSignal;
import org.bittube.tracker.message.RequestCodec;
import org.bittube.tracker.message.SendSignal;
import org.bittube.tracker.message.TrickledCandidate;
import org.bittube.tracker.message.Welcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TrackerIT {
    private static final TrickledCandidate CANDIDATE = new TrickledCandidate("h 192.0.2.1 5000");
    private static final String KEY = "ebVWLo_mVPlAeLES6KmLp5AfhTrmlb7X4OORC60ElmQ";

    private RunningTracker tracker;

    @BeforeEach
    void start() {
        tracker = new RunningTracker(TrackerOptions.standalone(null));
    }

    @AfterEach
    void stop() {
        tracker.close();
    }

    @Test
    void welcomesWithWhatIsKnownOfTheGroup() throws Exception {
        tracker.service().open(new GroupSettings("news", KEY, List.of("https://tv.example")));
        Welcome welcome = tracker.viewer().join("news");
        assertThat(welcome.publicKey()).contains(KEY);
        assertThat(welcome.gateways()).containsExactly("https://tv.example");
        assertThat(welcome.intervalMillis()).isEqualTo(10_000);
        assertThat(welcome.peers()).isEqualTo(1);
        assertThat(welcome.stun()).isEmpty();
        assertThat(tracker.service().peers("news")).isEqualTo(1);
    }

    @Test
    void introducesBothSidesWithExactlyOneInitiator() throws Exception {
        TestViewer first = tracker.viewer();
        String firstId = first.join("news").peerId();
        TestViewer second = tracker.viewer();
        Welcome welcome = second.join("news");
        assertThat(welcome.peers()).isEqualTo(2);

        Partner seenByFirst = first.nextPartner();
        Partner seenBySecond = second.nextPartner();
        assertThat(seenByFirst.peerId()).isEqualTo(welcome.peerId());
        assertThat(seenBySecond.peerId()).isEqualTo(firstId);
        assertThat(seenByFirst.initiate()).isNotEqualTo(seenBySecond.initiate());
        assertThat(seenByFirst.near()).isTrue();
        assertThat(seenByFirst.capacity()).isEqualTo(1500);
    }

    @Test
    void relaysSignalsBetweenIntroducedPeersOnly() throws Exception {
        TestViewer first = tracker.viewer();
        String firstId = first.join("news").peerId();
        TestViewer second = tracker.viewer();
        String secondId = second.join("news").peerId();
        first.nextPartner();
        second.nextPartner();
        TestViewer elsewhere = tracker.viewer();
        elsewhere.join("sport");

        second.send(new SendSignal("news", firstId, CANDIDATE));
        RelayedSignal relayed = first.next(RelayedSignal.class);
        assertThat(relayed).isEqualTo(new RelayedSignal("news", secondId, CANDIDATE));

        elsewhere.send(new SendSignal("sport", firstId, CANDIDATE));
        assertThat(elsewhere.next(Refusal.class).code()).isEqualTo(ErrorCode.UNKNOWN_PEER);
        elsewhere.send(new SendSignal("news", firstId, CANDIDATE));
        assertThat(elsewhere.next(Refusal.class).code()).isEqualTo(ErrorCode.NOT_JOINED);

        // The socket is still good, and nothing has reached the first viewer meanwhile.
        first.send(new SendSignal("news", secondId, CANDIDATE));
        second.next(RelayedSignal.class);
        assertThat(first.hasWaitingEvent()).isFalse();
    }

    @Test
    void answersAStaleAddresseeWithAnErrorAndKeepsTheSocket() throws Exception {
        TestViewer first = tracker.viewer();
        first.join("news");
        TestViewer second = tracker.viewer();
        String secondId = second.join("news").peerId();
        first.nextPartner();
        second.nextPartner();
        second.send(new Leave("news"));
        assertThat(first.next(Gone.class)).isEqualTo(new Gone("news", secondId));

        first.send(new SendSignal("news", secondId, CANDIDATE));
        Refusal refusal = first.next(Refusal.class);
        assertThat(refusal.code()).isEqualTo(ErrorCode.UNKNOWN_PEER);
        assertThat(refusal.fatal()).isFalse();
        assertThat(refusal.group()).contains("news");

        assertThat(second.join("news").peerId()).isNotEqualTo(secondId);
        first.nextPartner();
    }

    @Test
    void tellsAtOnceWhenASocketBreaks() throws Exception {
        TestViewer first = tracker.viewer();
        first.join("news");
        RawClient second = RawClient.connect(tracker);
        second.join("news");
        String secondId = first.nextPartner().peerId();
        second.breakOff();
        // A silent client would be given up after 12 s only, longer than a viewer here waits.
        assertThat(first.next(Gone.class)).isEqualTo(new Gone("news", secondId));
    }

    @Test
    void givesUpAClientThatFallsSilent() throws Exception {
        TrackerTiming quick = new TrackerTiming(300, 2_000, 10_000);
        try (RunningTracker impatient =
                new RunningTracker(new TrackerOptions(true, null, TrackerLimits.DEFAULT, quick))) {
            TestViewer first = impatient.viewer();
            first.join("news");
            RawClient silent = RawClient.connect(impatient);
            silent.join("news");
            String silentId = first.nextPartner().peerId();
            assertThat(first.next(Gone.class)).isEqualTo(new Gone("news", silentId));
            // The first one said nothing in all that time, either, but its side answers pings.
            assertThat(first.join("sport").peers()).isEqualTo(1);
        }
    }

    @Test
    void tellsWhenAViewerDisconnects() throws Exception {
        TestViewer first = tracker.viewer();
        first.join("news");
        TestViewer second = tracker.viewer();
        String secondId = second.join("news").peerId();
        first.nextPartner();
        second.disconnect();
        assertThat(first.next(Gone.class)).isEqualTo(new Gone("news", secondId));
    }

    @Test
    void answersMalformedTextsAndKeepsTheSocket() throws Exception {
        TestViewer viewer = tracker.viewer();
        for (String text : List.of("", "hello", "{}", "{\"type\":\"jump\"}", "{\"type\":\"join\",\"version\":1}")) {
            viewer.sendText(text);
            Refusal refusal = viewer.next(Refusal.class);
            assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_MESSAGE);
            assertThat(refusal.fatal()).isFalse();
        }
        viewer.sendText("{\"type\":\"join\",\"version\":2,\"room\":\"news\"}");
        assertThat(viewer.next(Refusal.class).code()).isEqualTo(ErrorCode.VERSION);
        assertThat(viewer.join("news").peers()).isEqualTo(1);
    }

    @Test
    void closesOnAnOversizedMessageInOneFrameOrMany() throws Exception {
        TestViewer oneFrame = tracker.viewer();
        oneFrame.sendText("x".repeat(16 * 1024 + 1));
        assertThat(oneFrame.closedWith()).isEqualTo(1009);

        TestViewer fragments = tracker.viewer();
        fragments.socket().writeFrame(WebSocketFrame.textFrame("x".repeat(10_000), false));
        fragments.socket().writeFrame(WebSocketFrame.continuationFrame(Buffer.buffer("x".repeat(10_000)), false));
        assertThat(fragments.closedWith()).isEqualTo(1009);

        TestViewer largest = tracker.viewer();
        String join = RequestCodec.encode(TestViewer.joinRequest("news"));
        largest.sendText(join + " ".repeat(16 * 1024 - join.length()));
        assertThat(largest.next(Welcome.class).peers()).isEqualTo(1);
    }

    @Test
    void putsFragmentsTogether() throws Exception {
        TestViewer viewer = tracker.viewer();
        String join = RequestCodec.encode(TestViewer.joinRequest("news"));
        viewer.socket().writeFrame(WebSocketFrame.textFrame(join.substring(0, 20), false));
        viewer.socket().writeFrame(WebSocketFrame.continuationFrame(Buffer.buffer(join.substring(20)), true));
        assertThat(viewer.next(Welcome.class).group()).isEqualTo("news");
    }

    @Test
    void closesOnBinaryMessages() throws Exception {
        TestViewer viewer = tracker.viewer();
        viewer.socket().writeBinaryMessage(Buffer.buffer("{}"));
        assertThat(viewer.closedWith()).isEqualTo(1003);
    }

    @Test
    void closesOnTextThatIsNotUtf8() throws Exception {
        TestViewer viewer = tracker.viewer();
        viewer.socket().writeFrame(WebSocketFrame.textFrame("{", false));
        viewer.socket()
                .writeFrame(
                        WebSocketFrame.continuationFrame(Buffer.buffer(new byte[] {(byte) 0xC3, (byte) 0x28}), true));
        assertThat(viewer.closedWith()).isEqualTo(1007);
    }

    @Test
    void closesASocketThatFloodsWithoutDisturbingOthers() throws Exception {
        TestViewer victim = tracker.viewer();
        String victimId = victim.join("news").peerId();
        TestViewer bystander = tracker.viewer();
        String bystanderId = bystander.join("news").peerId();
        victim.nextPartner();
        TestViewer hostile = tracker.viewer();
        String hostileId = hostile.join("news").peerId();
        assertThat(victim.nextPartner().peerId()).isEqualTo(hostileId);

        for (int i = 0; i < 400; i++) {
            hostile.send(new More("news", 20, List.of()));
        }
        assertThat(hostile.closedWith()).isEqualTo(1008);
        assertThat(victim.next(Gone.class).peerId()).isEqualTo(hostileId);
        bystander.send(new SendSignal("news", victimId, CANDIDATE));
        assertThat(victim.next(RelayedSignal.class).from()).isEqualTo(bystanderId);
    }

    @Test
    void limitsTheGroupsOfASocket() throws Exception {
        TestViewer viewer = tracker.viewer();
        for (int i = 0; i < 8; i++) {
            viewer.join("g" + i);
        }
        viewer.send(TestViewer.joinRequest("one-more"));
        Refusal refusal = viewer.next(Refusal.class);
        assertThat(refusal.code()).isEqualTo(ErrorCode.TOO_MANY_GROUPS);
        assertThat(refusal.fatal()).isTrue();
        viewer.send(new Leave("g0"));
        assertThat(viewer.join("one-more").peers()).isEqualTo(1);
    }

    @Test
    void tellsMembersWhenTheirGroupIsClosed() throws Exception {
        TestViewer viewer = tracker.viewer();
        viewer.join("news");
        tracker.service().close("news");
        assertThat(viewer.next(Refusal.class))
                .isEqualTo(new Refusal(ErrorCode.UNKNOWN_GROUP, "The group has ended.", Optional.of("news"), true));
        assertThat(tracker.service().peers("news")).isZero();
        viewer.send(new Leave("news"));
        assertThat(viewer.next(Refusal.class).code()).isEqualTo(ErrorCode.NOT_JOINED);
    }

    @Test
    void closesTheSocketsWhenItStops() throws Exception {
        TestViewer viewer = tracker.viewer();
        viewer.join("news");
        RunningTracker.await(tracker.service().stop());
        assertThat(viewer.closedWith()).isEqualTo(1001);
    }

    @Test
    void welcomesOnlyOpenedGroupsInsideAGateway() throws Exception {
        try (RunningTracker embedded = new RunningTracker(TrackerOptions.embedded(null))) {
            embedded.service().open(GroupSettings.unknown("news"));
            TestViewer viewer = embedded.viewer();
            viewer.send(TestViewer.joinRequest("sport"));
            Refusal refusal = viewer.next(Refusal.class);
            assertThat(refusal.code()).isEqualTo(ErrorCode.UNKNOWN_GROUP);
            assertThat(refusal.fatal()).isTrue();
            assertThat(viewer.join("news").publicKey()).isEmpty();
        }
    }

    /** A client whose own side does nothing by itself: it answers no ping and says no good-bye. */
    private record RawClient(NetClient client, NetSocket socket) {
        private static final byte[] MASK = {1, 2, 3, 4};

        static RawClient connect(RunningTracker tracker) throws Exception {
            NetClient client = tracker.vertx().createNetClient();
            NetSocket socket = RunningTracker.await(client.connect(tracker.port(), "127.0.0.1"));
            CompletableFuture<Void> upgraded = new CompletableFuture<>();
            socket.handler(data -> upgraded.complete(null));
            socket.write(Handshake.REQUEST);
            upgraded.get(10, TimeUnit.SECONDS);
            return new RawClient(client, socket);
        }

        void join(String group) {
            byte[] text = RequestCodec.encode(TestViewer.joinRequest(group)).getBytes(StandardCharsets.US_ASCII);
            Buffer frame = Buffer.buffer()
                    .appendByte((byte) 0x81)
                    .appendByte((byte) (0x80 | text.length)) // less than 126, so that one byte says it
                    .appendBytes(MASK);
            for (int i = 0; i < text.length; i++) {
                frame.appendByte((byte) (text[i] ^ MASK[i % 4]));
            }
            socket.write(frame);
        }

        void breakOff() {
            socket.close();
        }
    }
}
