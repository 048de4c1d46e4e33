package org.bittube.gateway.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.FlvWriter;
import org.bittube.gateway.http.EgressLedger;
import org.bittube.gateway.http.LoopServer;
import org.bittube.gateway.packet.SampleTags;
import org.bittube.gateway.stream.LiveStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code /live/{name}.flv} of docs/protocol.md section 3, with viewers of every kind. */
class FlvRelayIT {
    private static final int MAX_VIEWERS = 101;
    private static final long QUEUE_BYTES = 1 << 20;

    private final LoopServer server = new LoopServer();
    private final HttpClient client = HttpClient.newHttpClient();
    private final LiveStream stream = new LiveStream("news.v1");
    private final EgressLedger egress = new EgressLedger();
    private final AtomicLong nowMillis = new AtomicLong(1_000_000);
    private RelaySeats seats;

    @BeforeEach
    void start() throws Exception {
        server.start(router -> {
            seats = new RelaySeats(
                    server.vertx(),
                    egress,
                    new RelayOptions(MAX_VIEWERS, QUEUE_BYTES, 10_000, 15_000, 30_000),
                    nowMillis::get);
            seats.open();
            new FlvRelay(group -> group.equals("news.v1") ? stream : null, seats).mount(router);
        });
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    private void publish(FlvTag... tags) throws Exception {
        server.run(() -> List.of(tags).forEach(stream::publish));
    }

    private void begin(long epoch) throws Exception {
        server.run(() -> {
            stream.beginEpoch(epoch);
            stream.publish(SampleTags.videoHeader(0, 0));
            stream.publish(SampleTags.audioHeader(0));
        });
    }

    private HttpResponse<InputStream> view() throws Exception {
        return request("GET", "/live/news.v1.flv");
    }

    private HttpResponse<InputStream> request(String method, String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(server.uri("http", path))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream());
    }

    private static Buffer read(InputStream body, int bytes) throws IOException {
        return Buffer.buffer(body.readNBytes(bytes));
    }

    private static Buffer flv(FlvTag... tags) {
        Buffer out = Buffer.buffer();
        for (FlvTag tag : tags) {
            FlvWriter.append(tag, out);
        }
        return out;
    }

    private static Buffer prelude() {
        return FlvWriter.header(true, true).appendBuffer(flv(SampleTags.videoHeader(0, 0), SampleTags.audioHeader(0)));
    }

    @Test
    void startsWithPreludeAndLastKeyframeAndGoesOn() throws Exception {
        begin(1);
        publish(SampleTags.keyframe(0, 50), SampleTags.frame(40, 50));
        FlvTag[] gop = {SampleTags.keyframe(80, 50), SampleTags.audio(90, 20), SampleTags.frame(120, 50)};
        publish(gop);
        HttpResponse<InputStream> response = view();
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("video/x-flv");
        assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");
        FlvTag large = SampleTags.keyframe(160, 300_000);
        publish(large, SampleTags.audio(170, 20));
        Buffer expected = prelude().appendBuffer(flv(gop)).appendBuffer(flv(large, SampleTags.audio(170, 20)));
        assertThat(read(response.body(), expected.length())).isEqualTo(expected);
        assertThat(server.call(() -> egress.of("news.v1").totals().relayBytes()))
                .isEqualTo(expected.length());
        response.body().close();
    }

    @Test
    void viewerOfAStreamThatHasNotBegunWaitsForItsFirstKeyframe() throws Exception {
        server.run(() -> stream.beginEpoch(1));
        HttpResponse<InputStream> response = view();
        assertThat(response.statusCode()).isEqualTo(200);
        publish(SampleTags.videoHeader(0, 0), SampleTags.audioHeader(0), SampleTags.frame(0, 50));
        publish(SampleTags.keyframe(40, 50));
        Buffer expected = prelude().appendBuffer(flv(SampleTags.keyframe(40, 50)));
        assertThat(read(response.body(), expected.length())).isEqualTo(expected);
        response.body().close();
    }

    @Test
    void newEpochGoesOnInTheSameConnection() throws Exception {
        begin(1);
        publish(SampleTags.keyframe(1_000, 50));
        HttpResponse<InputStream> response = view();
        server.run(stream::endEpoch);
        nowMillis.addAndGet(29_999);
        server.run(seats::check);
        begin(2);
        publish(SampleTags.audio(0, 20), SampleTags.keyframe(10, 60), SampleTags.frame(50, 60));
        Buffer expected = prelude()
                .appendBuffer(flv(
                        SampleTags.keyframe(1_000, 50),
                        SampleTags.videoHeader(1_050, 0),
                        SampleTags.audioHeader(1_050),
                        SampleTags.keyframe(1_050, 60),
                        SampleTags.frame(1_090, 60)));
        assertThat(read(response.body(), expected.length())).isEqualTo(expected);
        response.body().close();
    }

    /** Those who watched, and one who comes meanwhile, stay; something goes over their connections, and then the stream goes on. */
    @Test
    void viewersAreToldThatNothingComesAndStay() throws Exception {
        begin(1);
        publish(SampleTags.keyframe(1_000, 50));
        HttpResponse<InputStream> watcher = view();
        server.run(stream::goOffline);
        HttpResponse<InputStream> comer = view();
        for (int i = 0; i < 3; i++) {
            server.run(seats::check);
            nowMillis.addAndGet(15_000);
        }
        publish(SampleTags.keyframe(46_000, 50));
        FlvTag notice = OfflineNotice.tag(1_000);
        assertThat(notice.body().toString()).contains("onStatus", "NetStream.Play.UnpublishNotify");
        Buffer expected = prelude()
                .appendBuffer(flv(SampleTags.keyframe(1_000, 50), notice, notice, SampleTags.keyframe(46_000, 50)));
        assertThat(read(watcher.body(), expected.length())).isEqualTo(expected);
        assertThat(read(comer.body(), expected.length())).isEqualTo(expected);
        watcher.body().close();
        comer.body().close();
    }

    @Test
    void streamThatStaysAwayEndsTheAnswer() throws Exception {
        begin(1);
        publish(SampleTags.keyframe(0, 50));
        HttpResponse<InputStream> response = view();
        server.run(stream::endEpoch);
        nowMillis.addAndGet(30_000);
        server.run(seats::check);
        Buffer expected = prelude().appendBuffer(flv(SampleTags.keyframe(0, 50)));
        assertThat(Buffer.buffer(response.body().readAllBytes())).isEqualTo(expected);
    }

    @Test
    void refusalsSayWhatToDo() throws Exception {
        isProblem(request("GET", "/live/other.flv"), 404);
        isProblem(request("GET", "/live/news.v1.flv"), 503);
        assertThat(request("HEAD", "/live/other.flv").statusCode()).isEqualTo(404);
        begin(1);
        HttpResponse<InputStream> head = request("HEAD", "/live/news.v1.flv");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("Content-Type")).hasValue("video/x-flv");
        assertThat(head.body().readAllBytes()).isEmpty();
        assertThat(server.call(() -> seats.viewers("news.v1"))).isZero();
        assertThat(request("OPTIONS", "/live/news.v1.flv").statusCode()).isEqualTo(204);
        List<Socket> viewers = new ArrayList<>();
        for (int i = 0; i < MAX_VIEWERS; i++) {
            viewers.add(silentViewer());
        }
        isProblem(request("GET", "/live/news.v1.flv"), 503);
        for (Socket viewer : viewers) {
            viewer.close();
        }
    }

    private static void isProblem(HttpResponse<InputStream> response, int status) throws IOException {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");
        assertThat(response.headers().firstValue("Retry-After").isPresent()).isEqualTo(status == 503);
        assertThat(new JsonObject(Buffer.buffer(response.body().readAllBytes())).getString("detail"))
                .isNotBlank();
    }

    /** Asks, reads the first line, and nothing more. */
    private Socket silentViewer() throws IOException {
        Socket socket = server.connect();
        socket.getOutputStream()
                .write("GET /live/news.v1.flv HTTP/1.1\r\nHost: gateway\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                .isEqualTo("HTTP/1.1 200");
        return socket;
    }

    @Test
    void viewerThatLeavesIsForgotten() throws Exception {
        begin(1);
        Socket viewer = silentViewer();
        assertThat(server.call(() -> seats.viewers("news.v1"))).isEqualTo(1);
        viewer.close();
        while (server.call(() -> seats.viewers("news.v1")) > 0) {
            publish(SampleTags.keyframe(0, 50));
        }
        assertThat(server.call(stream::subscribers)).isZero();
    }

    @Test
    void deletedChannelEndsItsViewers() throws Exception {
        begin(1);
        publish(SampleTags.keyframe(0, 50));
        HttpResponse<InputStream> response = view();
        server.run(() -> seats.close("news.v1", "deleted"));
        assertThat(response.body().readAllBytes()).isNotEmpty();
        assertThat(server.call(stream::subscribers)).isZero();
    }

    /** One of a hundred reads nothing: it costs bounded memory and goes after 15 s; the others get every tag. */
    @Test
    void slowViewerDoesNotDelayOthers() throws Exception {
        begin(1);
        publish(SampleTags.keyframe(0, 50));
        try (Socket slow = silentViewer()) {
            Buffer expected = prelude().appendBuffer(flv(SampleTags.keyframe(0, 50)));
            int groups = 14;
            for (int group = 0; group < groups; group++) {
                for (FlvTag tag : group(group)) {
                    FlvWriter.append(tag, expected);
                }
            }
            byte[] expectedBytes = expected.getBytes();
            List<Reader> others = new ArrayList<>();
            for (int i = 0; i < 99; i++) {
                others.add(new Reader(view().body(), expectedBytes));
            }
            long mostQueued = 0;
            int published = prelude().length() + flv(SampleTags.keyframe(0, 50)).length();
            for (int group = 0; group < groups; group++) {
                publish(group(group));
                published += flv(group(group)).length();
                mostQueued = Math.max(mostQueued, server.call(seats::mostQueuedBytes));
                // The test publishes as fast as the machine allows: who reads must not be taken for slow for that.
                for (Reader other : others) {
                    other.awaitBytes(published);
                }
            }
            assertThat(mostQueued).isLessThanOrEqualTo(QUEUE_BYTES);
            nowMillis.addAndGet(14_999);
            server.run(seats::check);
            assertThat(server.call(() -> seats.viewers("news.v1"))).isEqualTo(100);
            nowMillis.addAndGet(1);
            server.run(seats::check);
            assertThat(server.call(() -> seats.viewers("news.v1"))).isEqualTo(99);
            while (server.connections() > 99) {
                Thread.onSpinWait();
            }
            assertThat(slow.isClosed()).as("it was the gateway that closed").isFalse();
        }
    }

    /** Half a megabyte: a keyframe and ten pictures. */
    private static FlvTag[] group(int number) {
        FlvTag[] tags = new FlvTag[11];
        for (int i = 0; i < tags.length; i++) {
            long millis = 40L + number * 1_000L + i * 40L;
            tags[i] = i == 0 ? SampleTags.keyframe(millis, 100_000) : SampleTags.frame(millis, 40_000);
        }
        return tags;
    }

    /** A viewer that reads all it gets, compares it, and stays until the gateway is stopped. */
    private static final class Reader {
        private final byte[] expected;
        private int received;
        private @Nullable String fault;

        Reader(InputStream body, byte[] expected) {
            this.expected = expected;
            Thread thread = new Thread(() -> read(body), "viewer");
            thread.setDaemon(true);
            thread.start();
        }

        /** Returns when so many bytes came, all of them right. */
        synchronized void awaitBytes(int count) throws InterruptedException {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (received < count && fault == null) {
                assertThat(System.nanoTime())
                        .as("received %d of %d", received, count)
                        .isLessThan(deadline);
                wait(100);
            }
            assertThat(fault).isNull();
        }

        private void read(InputStream body) {
            byte[] part = new byte[64 << 10];
            try (body) {
                for (int length = body.read(part); length >= 0; length = body.read(part)) {
                    take(part, length);
                }
            } catch (IOException e) {
                fail(e.toString());
            }
        }

        private synchronized void take(byte[] part, int length) {
            int end = received + length;
            if (end > expected.length || !Arrays.equals(part, 0, length, expected, received, end)) {
                fail("other bytes than were sent, from " + received + " on");
            }
            received = end;
            notifyAll();
        }

        private synchronized void fail(String reason) {
            fault = reason;
            notifyAll();
        }
    }
}
