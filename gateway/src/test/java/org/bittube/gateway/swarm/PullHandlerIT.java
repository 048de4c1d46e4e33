package org.bittube.gateway.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.FlvWriter;
import org.bittube.gateway.http.EgressLedger;
import org.bittube.gateway.http.EgressTotals;
import org.bittube.gateway.http.LoopServer;
import org.bittube.gateway.packet.Packet;
import org.bittube.gateway.packet.PacketCodec;
import org.bittube.gateway.packet.PacketHeader;
import org.bittube.gateway.packet.PacketVerifier;
import org.bittube.gateway.packet.SampleKeys;
import org.bittube.gateway.packet.SampleTags;
import org.bittube.gateway.stream.LiveStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** docs/protocol.md section 3, over HTTP. */
class PullHandlerIT {
    private static final long EPOCH = 1_764_590_000_000L;
    /** Room for a prelude, a keyframe and two more pictures. */
    private static final int SMALL_JOIN_BYTES = 200 + 1_001 + 2 * 401 + 200;

    private static final String IMMUTABLE = "public, max-age=31536000, immutable";

    private final LoopServer server = new LoopServer();
    private final HttpClient client = HttpClient.newHttpClient();
    private final LiveStream stream = new LiveStream("news");
    private final EgressLedger egress = new EgressLedger();
    private LivePackets packets;
    private final AtomicLong nowMillis = new AtomicLong(1_000_000);

    @BeforeEach
    void start() throws Exception {
        server.start(router -> {
            packets = LivePackets.follow(server.vertx(), stream, SampleKeys.KEYS, new WindowLimits(2_000, 64 << 20));
            handler(8 << 20).mount(router);
            Router small = Router.router(server.vertx());
            handler(SMALL_JOIN_BYTES).mount(small);
            router.route("/small/*").subRouter(small);
        });
    }

    private PullHandler handler(int maxJoinBytes) {
        return new PullHandler(
                group -> group.equals("news") ? packets : null,
                "wss://tracker.example/tracker",
                egress,
                new PullRate(10, 100, 100, nowMillis::get),
                ViewerAddress.OF_CONNECTION,
                maxJoinBytes);
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    /** Headers, then a group of pictures each second with a picture each 100 ms: one packet each. */
    private void publish(int seconds) throws Exception {
        server.run(() -> {
            stream.beginEpoch(EPOCH);
            stream.publish(SampleTags.videoHeader(0, 0));
            stream.publish(SampleTags.audioHeader(0));
            for (int millis = 0; millis < seconds * 1_000; millis += 100) {
                stream.publish(millis % 1_000 == 0 ? SampleTags.keyframe(millis, 900) : SampleTags.frame(millis, 300));
            }
            // Pushes the last picture out without a wait for the timer.
            stream.discontinuity();
        });
    }

    private HttpResponse<byte[]> get(String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(server.uri("http", path)).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static void isReadableEverywhere(HttpResponse<?> response) {
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");
        assertThat(response.headers().firstValue("Access-Control-Expose-Headers"))
                .hasValue("BitTube-Head, BitTube-Refusal, Retry-After");
    }

    private static void isProblem(HttpResponse<byte[]> response, int status) {
        isReadableEverywhere(response);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
        JsonObject problem = new JsonObject(Buffer.buffer(response.body()));
        assertThat(problem.getInteger("status")).isEqualTo(status);
        assertThat(problem.getString("title")).isNotBlank();
        assertThat(problem.getString("detail")).isNotBlank();
        assertThat(response.headers().firstValue("Retry-After").isPresent()).isEqualTo(status == 429 || status == 503);
    }

    private List<Packet> decoded(HttpResponse<byte[]> response) {
        assertThat(response.statusCode()).isEqualTo(200);
        isReadableEverywhere(response);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
        assertThat(response.headers().firstValueAsLong("Content-Length")).hasValue(response.body().length);
        PacketVerifier verifier = new PacketVerifier(SampleKeys.KEYS.publicKey(), "news");
        List<Packet> decoded = PacketCodec.decodeAll(Buffer.buffer(response.body()));
        assertThat(decoded).isNotEmpty().allMatch(verifier::verifies);
        return decoded;
    }

    private static void hasHead(HttpResponse<?> response, long seq) {
        assertThat(response.headers().firstValueAsLong("BitTube-Head")).hasValue(seq);
    }

    @Test
    void infoDescribesTheStream() throws Exception {
        publish(1);
        HttpResponse<byte[]> response = get("/live/news/info.json");
        assertThat(response.statusCode()).isEqualTo(200);
        isReadableEverywhere(response);
        hasHead(response, 10);
        assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-cache");
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        JsonObject info = new JsonObject(Buffer.buffer(response.body()));
        assertThat(info.getLong("bitsPerSecond")).isPositive();
        info.remove("bitsPerSecond");
        assertThat(info)
                .isEqualTo(new JsonObject()
                        .put("version", 1)
                        .put("group", "news")
                        .put("epoch", EPOCH)
                        .put("headSeq", 10)
                        .put("headTimestampMillis", 900)
                        .put("firstSeq", 0)
                        .put("keyframes", new JsonArray().add(1))
                        .put("prelude", 0)
                        .put("publicKey", SampleKeys.KEYS.publicKeyBase64Url())
                        .put("tracker", "wss://tracker.example/tracker")
                        .put("feed", "/feed/news"));
    }

    @Test
    void joinIsThePreludeAndWhatFollowsTheLastKeyframe() throws Exception {
        publish(2);
        HttpResponse<byte[]> response = get("/live/news/join");
        List<Packet> burst = decoded(response);
        assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
        hasHead(response, 20);
        assertThat(burst.get(0).payload()).isEqualTo(flv(SampleTags.videoHeader(0, 0), SampleTags.audioHeader(0)));
        assertThat(burst.subList(1, burst.size()))
                .extracting(Packet::seq)
                .containsExactly(11L, 12L, 13L, 14L, 15L, 16L, 17L, 18L, 19L, 20L);
        assertThat(burst.get(1).isKeyframe()).isTrue();
        assertThat(egressAfter(response)).isEqualTo(new EgressTotals(0, 0, 0, response.body().length, 0));
    }

    private static Buffer flv(FlvTag... tags) {
        Buffer out = FlvWriter.header(true, true);
        for (FlvTag tag : tags) {
            FlvWriter.append(tag, out);
        }
        return out;
    }

    /** Counted when the write is done, which may be a moment after the viewer has read it; not later than the next answer. */
    private EgressTotals egressAfter(HttpResponse<byte[]> response) throws Exception {
        assertThat(response.body()).isNotEmpty();
        assertThat(get("/live/news/info.json").statusCode()).isEqualTo(200);
        return egress.of("news").totals();
    }

    @Test
    void whoComesWhileNothingComesIsToldSo() throws Exception {
        publish(2);
        assertThat(Buffer.buffer(get("/live/news/info.json").body())
                        .toJsonObject()
                        .containsKey("offline"))
                .isFalse();
        server.run(stream::goOffline);
        JsonObject info = Buffer.buffer(get("/live/news/info.json").body()).toJsonObject();
        assertThat(info.getBoolean("offline")).isTrue();
        List<Packet> burst = decoded(get("/live/news/join"));
        Packet last = burst.get(burst.size() - 1);
        assertThat(last.seq()).isEqualTo(info.getLong("headSeq"));
        assertThat(last.header().flags()).isEqualTo(PacketHeader.DISCONTINUITY);
        assertThat(last.header().payloadBytes()).isZero();
        server.run(() -> stream.publish(SampleTags.frame(2_000, 300)));
        assertThat(Buffer.buffer(get("/live/news/info.json").body())
                        .toJsonObject()
                        .containsKey("offline"))
                .isFalse();
    }

    @Test
    void joinBurstHasALimit() throws Exception {
        publish(1);
        List<Packet> burst = decoded(get("/small/live/news/join"));
        assertThat(burst).extracting(Packet::seq).containsExactly(0xFFFF_FFFFL, 1L, 2L, 3L);
    }

    @Test
    void preludesNeverChange() throws Exception {
        publish(1);
        HttpResponse<byte[]> response = get("/live/news/" + EPOCH + "/prelude/0");
        assertThat(decoded(response)).hasSize(1);
        assertThat(response.headers().firstValue("Cache-Control")).hasValue(IMMUTABLE);
        assertThat(egressAfter(response)).isEqualTo(new EgressTotals(0, 0, response.body().length, 0, 0));
        isNotMadeYet(get("/live/news/" + EPOCH + "/prelude/1"));
        isProblem(get("/live/news/" + (EPOCH - 1) + "/prelude/0"), 410);
        isProblem(get("/live/news/" + EPOCH + "/prelude/70000"), 400);
    }

    @Test
    void preludeThatNoPacketNeedsIsGone() throws Exception {
        publish(1);
        server.run(() -> {
            stream.publish(SampleTags.videoHeader(1_100, 1));
            for (int millis = 1_100; millis < 5_000; millis += 100) {
                stream.publish(SampleTags.keyframe(millis, 100));
            }
        });
        isProblem(get("/live/news/" + EPOCH + "/prelude/0"), 410);
        assertThat(decoded(get("/live/news/" + EPOCH + "/prelude/1"))).hasSize(1);
    }

    @Test
    void packetsAreThoseAskedForAndNeverChange() throws Exception {
        publish(2);
        HttpResponse<byte[]> response = get("/live/news/" + EPOCH + "/packets/3-5");
        assertThat(decoded(response)).extracting(Packet::seq).containsExactly(3L, 4L, 5L);
        assertThat(response.headers().firstValue("Cache-Control")).hasValue(IMMUTABLE);
        hasHead(response, 20);
        assertThat(egressAfter(response)).isEqualTo(new EgressTotals(0, 0, response.body().length, 0, 0));
    }

    @Test
    void packetsThatAreNotThereAreToldApart() throws Exception {
        publish(5);
        HttpResponse<byte[]> early = get("/live/news/" + EPOCH + "/packets/50-51");
        isNotMadeYet(early);
        hasHead(early, 50);
        HttpResponse<byte[]> gone = get("/live/news/" + EPOCH + "/packets/0-40");
        isProblem(gone, 410);
        hasHead(gone, 50);
        isProblem(get("/live/news/" + (EPOCH + 1) + "/packets/40-41"), 410);
        isProblem(get("/live/other/" + EPOCH + "/packets/40-41"), 404);
    }

    private static void isNotMadeYet(HttpResponse<byte[]> answer) {
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isPresent();
    }

    @Test
    void badRangesAreRefused() throws Exception {
        publish(1);
        for (String range : List.of("1", "2-1", "1-x", "0-64", "00-1", "1-4294967295")) {
            isProblem(get("/live/news/" + EPOCH + "/packets/" + range), 400);
        }
        isProblem(get("/live/news/soon/packets/1-2"), 400);
        isNotMadeYet(get("/live/news/" + EPOCH + "/packets/0-63"));
    }

    @Test
    void unknownGroupAndNoStreamAreToldApart() throws Exception {
        for (String path : List.of("info.json", "join")) {
            isProblem(get("/live/other/" + path), 404);
            isProblem(get("/live/news/" + path), 503);
        }
        publish(1);
        assertThat(get("/live/news/info.json").statusCode()).isEqualTo(200);
        server.run(stream::endEpoch);
        isProblem(get("/live/news/info.json"), 503);
        isProblem(get("/live/news/join"), 503);
        assertThat(decoded(get("/live/news/" + EPOCH + "/packets/11-11")))
                .as("who is behind may still fetch the end")
                .allMatch(packet -> packet.header().has(PacketHeader.END_OF_STREAM));
    }

    @Test
    void viewerThatAsksTooOftenHasToWait() throws Exception {
        publish(1);
        String path = "/live/news/" + EPOCH + "/packets/1-2";
        for (int i = 0; i < 100; i++) {
            assertThat(get(path).statusCode()).isEqualTo(200);
        }
        HttpResponse<byte[]> refused = get(path);
        isProblem(refused, 429);
        hasHead(refused, 10);
        assertThat(refused.headers().firstValueAsLong("Retry-After")).hasValue(1);
        nowMillis.addAndGet(1_000);
        assertThat(get(path).statusCode()).isEqualTo(200);
    }

    @Test
    void pagesOfOtherOriginsMayAsk() throws Exception {
        for (String path : List.of("info.json", "join", EPOCH + "/prelude/0", EPOCH + "/packets/1-2")) {
            HttpResponse<byte[]> response = client.send(
                    HttpRequest.newBuilder(server.uri("http", "/live/news/" + path))
                            .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            assertThat(response.statusCode()).isEqualTo(204);
            isReadableEverywhere(response);
            assertThat(response.headers().firstValue("Access-Control-Allow-Methods"))
                    .hasValue("GET, HEAD, OPTIONS");
        }
    }

    @Test
    void newEpochReplacesTheOldOne() throws Exception {
        publish(1);
        server.run(() -> {
            stream.beginEpoch(EPOCH + 60_000);
            stream.publish(SampleTags.videoHeader(0, 5));
            stream.publish(SampleTags.keyframe(0, 100));
            stream.publish(SampleTags.keyframe(100, 100));
            stream.discontinuity();
        });
        isProblem(get("/live/news/" + EPOCH + "/packets/1-2"), 410);
        HttpResponse<byte[]> response = get("/live/news/" + (EPOCH + 60_000) + "/packets/0-1");
        assertThat(decoded(response))
                .extracting(packet -> packet.header().epochMillis())
                .containsOnly(EPOCH + 60_000);
        hasHead(response, 2);
    }

    @Test
    void packetThatDoesNotBecomeFullLeavesByItself() throws Exception {
        CompletableFuture<Packet> flushed = new CompletableFuture<>();
        List<Packet> before = new ArrayList<>();
        server.run(() -> {
            stream.beginEpoch(EPOCH);
            packets.listen(new PacketListener() {
                @Override
                public void onEpoch() {}

                @Override
                public void onPacket(Packet packet) {
                    flushed.complete(packet);
                }

                @Override
                public void onClosed() {}
            });
            stream.publish(SampleTags.keyframe(0, 100));
            if (packets.head() != null) {
                before.add(packets.head());
            }
        });
        assertThat(before).isEmpty();
        assertThat(flushed.get(10, TimeUnit.SECONDS).isKeyframe()).isTrue();
        assertThat(get("/live/news/join").statusCode()).isEqualTo(200);
    }

    /** Join bursts of 8 MiB of which the viewer reads nothing: 32 MiB are all that an address gets. */
    @Test
    void viewerThatReadsNothingIsRefusedInTheEnd() throws Exception {
        server.run(() -> {
            stream.beginEpoch(EPOCH);
            stream.publish(SampleTags.keyframe(0, 8_200_000));
            stream.discontinuity();
        });
        byte[] request = "GET /live/news/join HTTP/1.1\r\nHost: gateway\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        String status = "HTTP/1.1 200";
        List<Socket> silent = new ArrayList<>();
        while (status.endsWith("200")) {
            assertThat(silent).as("viewers that were given 8 MiB").hasSizeLessThan(30);
            Socket socket = server.connect();
            silent.add(socket);
            socket.getOutputStream().write(request);
            status = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
        }
        assertThat(status).endsWith("503");
        for (Socket socket : silent) {
            socket.close();
        }
        while (get("/live/news/join").statusCode() != 200) {
            nowMillis.addAndGet(1_000);
        }
    }
}
