package org.bittube.gateway.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.bittube.gateway.http.EgressLedger;
import org.bittube.gateway.http.LoopServer;
import org.bittube.gateway.packet.Packet;
import org.bittube.gateway.packet.SampleKeys;
import org.bittube.gateway.packet.SampleTags;
import org.bittube.gateway.stream.LiveStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/protocol.md section 4, over real WebSockets. */
class FeedIT {
    private static final long EPOCH = 1_764_590_000_000L;

    private final LoopServer server = new LoopServer();
    private final HttpClient client = HttpClient.newHttpClient();
    private final LiveStream stream = new LiveStream("news");
    private final EgressLedger egress = new EgressLedger();
    private LivePackets packets;
    private Feed feed;
    private final AtomicLong nowMillis = new AtomicLong(1_000_000);
    private static final long LIMIT = 1_000_000_000;
    private long streamMillis;

    @BeforeEach
    void start() throws Exception {
        server.start(router -> {
            packets = LivePackets.follow(server.vertx(), stream, SampleKeys.KEYS, WindowLimits.DEFAULT);
            feed = new Feed(
                    server.vertx(),
                    group -> group.equals("news") ? packets : null,
                    egress,
                    new FeedOptions(group -> 1, LIMIT, 4),
                    nowMillis::get,
                    new Random(1));
            feed.mount(router);
        });
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    private void beginEpoch(long epoch) throws Exception {
        server.run(() -> {
            streamMillis = 0;
            stream.beginEpoch(epoch);
            stream.publish(SampleTags.videoHeader(0, 0));
        });
    }

    /** Keyframes, a packet each. */
    private void make(int count, int bytes) throws Exception {
        server.run(() -> {
            for (int i = 0; i < count; i++) {
                stream.publish(SampleTags.keyframe(streamMillis, bytes));
                streamMillis += 100;
            }
            stream.discontinuity();
        });
    }

    private FeedClient open() throws Exception {
        return FeedClient.open(client, server.uri("ws", "/feed/news"));
    }

    private static String subscribe(long fromSeq, Integer... substreams) {
        return new JsonObject()
                .put("type", "subscribe")
                .put("substreams", new JsonArray(List.of(substreams)))
                .put("fromSeq", fromSeq)
                .encode();
    }

    @Test
    void pushesWhatIsThereAndWhatComes() throws Exception {
        beginEpoch(EPOCH);
        make(11, 100);
        FeedClient viewer = open();
        viewer.send(subscribe(2, 0, 3));
        assertThat(viewer.answer())
                .isEqualTo(new JsonObject(
                        "{\"type\":\"subscribed\",\"substreams\":[0,3],\"epoch\":" + EPOCH + ",\"fromSeq\":2}"));
        assertThat(viewer.packet().seq()).isEqualTo(3);
        assertThat(viewer.packet().seq()).isEqualTo(8);
        Packet eleven = viewer.packet();
        assertThat(eleven.seq()).isEqualTo(11);
        make(8, 100);
        assertThat(viewer.packet().seq()).isEqualTo(16);
        assertThat(viewer.packet().seq()).isEqualTo(19);
        server.run(() -> assertThat(packets.window().get(11).encoded()).isEqualTo(eleven.encoded()));
        viewer.send("{\"type\":\"unsubscribe\",\"substreams\":[0]}");
        viewer.send(subscribe(19, 5));
        viewer.answer();
        make(8, 100);
        assertThat(viewer.packet().seq()).isEqualTo(21);
        assertThat(viewer.packet().seq()).isEqualTo(27);
        assertThat(egress.of("news").totals().feedBytes()).isGreaterThanOrEqualTo(6 * 200);
    }

    @Test
    void subscriptionLivesOnThroughANewEpoch() throws Exception {
        FeedClient viewer = open();
        viewer.send(subscribe(0, 1));
        assertThat(viewer.answer().getLong("epoch")).as("none yet").isZero();
        beginEpoch(EPOCH);
        make(2, 100);
        assertThat(viewer.packet().header().epochMillis()).isEqualTo(EPOCH);
        beginEpoch(EPOCH + 1);
        make(2, 100);
        Packet first = viewer.packet();
        assertThat(first.header().epochMillis()).isEqualTo(EPOCH + 1);
        assertThat(first.seq()).isEqualTo(1);
    }

    @Test
    void copyIsGivenOnceAndFreeWhenItsHolderLeaves() throws Exception {
        beginEpoch(EPOCH);
        make(1, 100);
        FeedClient holder = open();
        holder.send(subscribe(0, 0, 1));
        assertThat(holder.answer().getString("type")).isEqualTo("subscribed");
        FeedClient other = open();
        other.send(subscribe(0, 1, 2));
        assertThat(other.answer().getJsonArray("substreams")).isEqualTo(new JsonArray("[2]"));
        JsonObject refused = other.answer();
        assertThat(refused.getLong("retryAfterMillis")).isBetween(1_000L, 2_000L);
        refused.remove("retryAfterMillis");
        assertThat(refused)
                .isEqualTo(new JsonObject("{\"type\":\"refused\",\"substreams\":[1],\"reason\":\"budget\"}"));
        holder.leave();
        while (server.call(() -> feed.viewers("news")) > 1) {
            Thread.onSpinWait();
        }
        other.send(subscribe(0, 1));
        assertThat(other.answer().getString("type")).isEqualTo("subscribed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "hello", "{\"type\":\"subscribe\",\"substreams\":[9],\"fromSeq\":0}", "{\"type\":\"other\"}"
            })
    void malformedMessageEndsTheSocket(String message) throws Exception {
        FeedClient viewer = open();
        viewer.send(message);
        assertThat(viewer.closeStatus()).isEqualTo(1007);
    }

    @Test
    void oneOfThoseThatLostAParentGetsASpareCopyAtOnce() throws Exception {
        beginEpoch(EPOCH);
        make(1, 100);
        FeedClient holder = open();
        holder.send(subscribe(0, 5));
        assertThat(holder.answer().getString("type")).isEqualTo("subscribed");
        String lost = "{\"type\":\"subscribe\",\"substreams\":[5],\"fromSeq\":0,\"lost\":true}";
        FeedClient orphan = open();
        orphan.send(lost);
        assertThat(orphan.answer().getJsonArray("spare")).isEqualTo(new JsonArray("[5]"));
        FeedClient next = open();
        next.send(lost);
        assertThat(next.answer().getString("type")).isEqualTo("refused");
        // The holder is dead indeed: whoever came in its place is the top from now on.
        nowMillis.addAndGet(3_000);
        orphan.sendPong();
        orphan.send(lost);
        assertThat(orphan.answer().getString("type")).isEqualTo("subscribed");
        server.run(feed::check);
        assertThat(orphan.answer()).isEqualTo(new JsonObject("{\"type\":\"kept\",\"substreams\":[5]}"));
    }

    @Test
    void binaryMessageEndsTheSocket() throws Exception {
        FeedClient viewer = open();
        viewer.sendBinary(new byte[] {1});
        assertThat(viewer.closeStatus()).isEqualTo(1007);
    }

    @ParameterizedTest
    @ValueSource(ints = {1_025, 60_000, 400_000})
    void oversizedMessageEndsTheSocket(int bytes) throws Exception {
        FeedClient viewer = open();
        viewer.send(" ".repeat(bytes));
        assertThat(viewer.closeStatus()).isEqualTo(1009);
    }

    @Test
    void messageMayComeInPieces() throws Exception {
        FeedClient viewer = open();
        viewer.sendInTwo(subscribe(0, 4));
        assertThat(viewer.answer().getString("type")).isEqualTo("subscribed");
        viewer.sendInTwo(" ".repeat(1_200));
        assertThat(viewer.closeStatus()).isEqualTo(1009);
    }

    @Test
    void viewerThatAsksAllTheTimeIsRefused() throws Exception {
        FeedClient viewer = open();
        for (int i = 0; i < 33; i++) {
            viewer.send(subscribe(0, 4));
        }
        for (int i = 0; i < 32; i++) {
            assertThat(viewer.answer().getString("type")).isEqualTo("subscribed");
        }
        assertThat(viewer.answer())
                .isEqualTo(new JsonObject(
                        "{\"type\":\"refused\",\"substreams\":[4],\"reason\":\"rate\",\"retryAfterMillis\":250}"));
    }

    @Test
    void unknownGroupPlainRequestAndFullHouseAreAnswered() throws Exception {
        assertThat(status("/feed/other", true)).isEqualTo(404);
        assertThat(status("/feed/news", false)).isEqualTo(426);
        for (int i = 0; i < 4; i++) {
            open();
        }
        assertThat(status("/feed/news", true)).isEqualTo(503);
    }

    private int status(String path, boolean upgrade) throws Exception {
        if (!upgrade) {
            return client.send(
                            HttpRequest.newBuilder(server.uri("http", path)).build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
        try (Socket socket = server.connect()) {
            socket.getOutputStream().write(upgradeRequest(path));
            byte[] line = socket.getInputStream().readNBytes("HTTP/1.1 404".length());
            return Integer.parseInt(new String(line, StandardCharsets.US_ASCII).substring(9));
        }
    }

    private static byte[] upgradeRequest(String path) {
        return ("GET " + path + " HTTP/1.1\r\nHost: gateway\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** A text frame of a client (RFC 6455 §5.2), masked with zeros. */
    private static byte[] frame(String text) {
        byte[] payload = text.getBytes(StandardCharsets.US_ASCII);
        byte[] frame = new byte[6 + payload.length];
        frame[0] = (byte) 0x81;
        frame[1] = (byte) (0x80 | payload.length);
        System.arraycopy(payload, 0, frame, 6, payload.length);
        return frame;
    }

    @Test
    void readerThatReadsNothingLosesItsCopiesToOthers() throws Exception {
        beginEpoch(EPOCH);
        make(1, 100);
        try (Socket slow = server.connect()) {
            slow.getOutputStream().write(upgradeRequest("/feed/news"));
            awaitText(slow, "\r\n\r\n");
            slow.getOutputStream().write(frame(subscribe(1, 0, 1, 2, 3, 4, 5, 6, 7)));
            awaitText(slow, "subscribed");
            // More than the buffers of the operating system take, which are several megabytes.
            for (int i = 0; i < 40; i++) {
                make(30, 16_000);
            }
            nowMillis.addAndGet(3_001);
            server.run(feed::check);
            FeedClient other = open();
            other.send(subscribe(packetsHead(), 0, 1, 2, 3, 4, 5, 6, 7));
            assertThat(other.answer().getJsonArray("substreams")).hasSize(8);
            assertThat(server.call(() -> feed.viewers("news")))
                    .as("it may stay and ask again")
                    .isEqualTo(2);
            // It answers no pings either, and its close frame waits behind what it does not read.
            nowMillis.addAndGet(9_000);
            other.send(subscribe(packetsHead(), 0));
            other.answer();
            server.run(feed::check);
            assertThat(server.call(() -> feed.viewers("news"))).isEqualTo(1);
            awaitConnections(1);
            assertThat(server.call(() -> feed.viewers("news")))
                    .as("the one that reads stays")
                    .isEqualTo(1);
        }
    }

    private static void awaitText(Socket socket, String text) throws Exception {
        StringBuilder read = new StringBuilder();
        while (read.indexOf(text) < 0) {
            int next = socket.getInputStream().read();
            assertThat(next).isNotNegative();
            read.append((char) next);
        }
    }

    /** The connection itself has to end, and not because the viewer read on. */
    private void awaitConnections(int count) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (server.call(feed::connections) > count) {
            assertThat(System.nanoTime()).as("connection that does not end").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private long packetsHead() throws Exception {
        return server.call(() -> packets.head().seq());
    }

    @Test
    void deadSocketsCopiesAreFreeWithinFifteenSeconds() throws Exception {
        beginEpoch(EPOCH);
        make(1, 100);
        FeedClient alive = open();
        try (Socket dead = server.connect()) {
            // A raw socket answers no pings.
            dead.getOutputStream().write(upgradeRequest("/feed/news"));
            while (server.call(() -> feed.viewers("news")) < 2) {
                Thread.onSpinWait();
            }
            nowMillis.addAndGet(11_999);
            alive.send(subscribe(0, 1));
            alive.answer();
            server.run(feed::check);
            assertThat(server.call(() -> feed.viewers("news"))).isEqualTo(2);
            nowMillis.addAndGet(1);
            server.run(feed::check);
            assertThat(server.call(() -> feed.viewers("news"))).isEqualTo(1);
        }
    }

    @Test
    void pongIsNoMessageAndKeepsTheSocketAlive() throws Exception {
        FeedClient viewer = open();
        nowMillis.addAndGet(11_999);
        viewer.sendPong();
        viewer.send(subscribe(0, 1));
        assertThat(viewer.answer().getString("type")).isEqualTo("subscribed");
        nowMillis.addAndGet(11_999);
        server.run(feed::check);
        assertThat(server.call(() -> feed.viewers("news"))).isEqualTo(1);
    }

    @Test
    void deletedChannelEndsItsSockets() throws Exception {
        FeedClient viewer = open();
        while (server.call(() -> feed.viewers("news")) < 1) {
            Thread.onSpinWait();
        }
        server.run(packets::close);
        assertThat(viewer.closeStatus()).isEqualTo(1001);
        assertThat(server.call(() -> feed.viewers("news"))).isZero();
    }
}
