package org.bittube.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.JksOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.TagType;
import org.bittube.gateway.flv.Tags;
import org.bittube.gateway.http.Certificate;
import org.bittube.gateway.rtmp.PlayServer;
import org.bittube.gateway.rtmp.chunk.MessageType;
import org.bittube.gateway.rtmp.chunk.RtmpMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers of others on loopback, good ones and such that want us ill. */
class RtmpSourceIT {
    /** For tests in which nothing falls silent: a busy machine must not look like a dead server. */
    private static final HttpTimings PATIENT = new HttpTimings(20_000, 20_000, 20_000, 60_000);

    private static final HttpTimings IMPATIENT = new HttpTimings(20_000, 400, 400, 60_000);
    private static final List<FlvTag> CLIP = Tags.of("h264-aac.flv");

    private final Vertx vertx = Vertx.vertx();
    private final RecordingListener listener = new RecordingListener();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private final AtomicLong ahead = new AtomicLong();
    private RtmpSource source;

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void streamComesOutAsItWasAndGoesOnAfterTheServerWasAway() throws Exception {
        List<FlvTag> first = CLIP.subList(0, 20);
        URI url = serve(
                new NetServerOptions(),
                (number, socket) -> answer(socket, server -> {
                    (number == 1 ? first : CLIP).forEach(tag -> socket.write(server.tag(tag)));
                    if (number == 1) {
                        socket.write(server.status("status", "NetStream.Play.UnpublishNotify", "Bye."));
                    }
                }));
        start(url, PATIENT);
        assertThat(listener.await(first.size() + CLIP.size()).subList(0, first.size()))
                .isEqualTo(first);
        List<FlvTag> second = listener.tags().subList(first.size(), first.size() + CLIP.size());
        assertThat(second)
                .extracting(FlvTag::body)
                .isEqualTo(CLIP.stream().map(FlvTag::body).toList());
        assertThat(second.get(second.size() - 1).timestampMillis())
                .isGreaterThan(CLIP.get(CLIP.size() - 1).timestampMillis());
        assertThat(listener.count("epoch")).isEqualTo(1);
        assertThat(listener.count("discontinuity")).isEqualTo(1);
        SourceStatus status = source.status();
        assertThat(status.state()).isEqualTo(SourceState.RUNNING);
        assertThat(status.videoCodec()).isEqualTo("H.264");
        assertThat(status.audioCodec()).isEqualTo("AAC");
        assertThat(status.reconnects()).isEqualTo(1);
        assertThat(status.lastError()).isEqualTo("The source ended the stream.");
        assertThat(status.bytes()).isGreaterThan(Tags.bytes("h264-aac.flv").length());
    }

    @Test
    void serverThatSaysNothingIsLeftAndTriedAgain() throws Exception {
        start(serve(new NetServerOptions(), (number, socket) -> {}), IMPATIENT);
        awaitError("The source sent no stream for 400 ms");
        Await.until(() -> connections.get() >= 2, source::status);
    }

    @Test
    void serverThatTalksWithoutEndAndSendsNoStreamIsLeft() throws Exception {
        URI url = serve(
                new NetServerOptions(),
                (number, socket) -> answer(
                        socket,
                        server -> every(socket, 20, () -> {
                            socket.write(server.encode(
                                    new RtmpMessage(4, MessageType.DATA_AMF0, 7, 0, Buffer.buffer("more"))));
                        })));
        start(url, IMPATIENT);
        awaitError("The source sent no stream for 400 ms");
    }

    @Test
    void handshakeWithoutEndIsLeft() throws Exception {
        URI url = serve(new NetServerOptions(), (number, socket) -> {
            socket.write(Buffer.buffer(new byte[] {3}));
            every(socket, 20, () -> socket.write(Buffer.buffer(new byte[] {0})));
        });
        start(url, IMPATIENT);
        awaitError("The source sent no stream for 400 ms");
    }

    @Test
    void streamThatFallsSilentIsLeft() throws Exception {
        URI url = serve(
                new NetServerOptions(),
                (number, socket) -> answer(socket, server -> {
                    CLIP.subList(0, 5).forEach(tag -> socket.write(server.tag(tag)));
                }));
        start(url, new HttpTimings(20_000, 20_000, 400, 60_000));
        awaitError("The source sent nothing for 400 ms");
        assertThat(listener.tags()).isNotEmpty();
    }

    @Test
    void serverThatFloodsUsWithPingsAndReadsNoAnswersIsLeft() throws Exception {
        URI url = serve(
                new NetServerOptions(),
                (number, socket) -> answer(socket, server -> {
                    socket.pause();
                    RtmpMessage ping = new RtmpMessage(
                            2,
                            MessageType.USER_CONTROL,
                            0,
                            0,
                            Buffer.buffer().appendShort((short) 6).appendInt(1));
                    Buffer pings = Buffer.buffer();
                    for (int i = 0; i < 1_000; i++) {
                        pings.appendBuffer(server.encode(ping));
                    }
                    every(socket, 1, () -> {
                        if (!socket.writeQueueFull()) {
                            socket.write(pings);
                        }
                    });
                }));
        start(url, PATIENT);
        awaitError("asks and does not read the answers");
    }

    @Test
    void whatIsNoRtmpAndWhatClaimsTooMuchIsTold() throws Exception {
        URI url = serve(new NetServerOptions(), (number, socket) -> {
            if (number == 1) {
                socket.write("HTTP/1.1 400 Bad Request\r\n\r\n");
            } else {
                answer(socket, server -> {
                    // Two messages under way that claim 16 MiB each.
                    for (byte chunkStream : new byte[] {4, 5}) {
                        socket.write(Buffer.buffer(new byte[] {chunkStream, 0, 0, 0, -1, -1, -1, 9, 7, 0, 0, 0})
                                .appendBytes(new byte[4_096]));
                    }
                });
            }
        });
        start(url, PATIENT);
        awaitError("does not speak RTMP as it should: The connection does not begin");
        awaitError("does not speak RTMP as it should: A message claims 16777215 bytes");
    }

    @Test
    void fileThatComesAtOnceIsReadAtItsOwnPace() throws Exception {
        Buffer big = Buffer.buffer(new byte[100_000]).setByte(0, (byte) 0x17).setByte(1, (byte) 1);
        AtomicLong unread = new AtomicLong();
        URI url = serve(
                new NetServerOptions(),
                (number, socket) -> answer(socket, server -> {
                    for (int second = 0; second < 400; second++) {
                        Buffer bytes = server.tag(new FlvTag(TagType.VIDEO, second * 1_000L, big));
                        unread.addAndGet(bytes.length());
                        socket.write(bytes).onSuccess(done -> unread.addAndGet(-bytes.length()));
                    }
                }));
        start(url, PATIENT);
        listener.await(11);
        assertThat(listener.tags()).as("ten seconds ahead, and no more").hasSizeLessThan(14);
        assertThat(unread.get()).as("most of it waits in the server").isGreaterThan(20_000_000);
        for (int round = 0; round < 2; round++) {
            int before = listener.tags().size();
            ahead.addAndGet(8_000);
            listener.await(before + 8);
        }
        assertThat(source.status().reconnects()).isZero();
    }

    @Test
    void metadataAddressIsRefused() {
        start(URI.create("rtmp://169.254.169.254/live/cam"), PATIENT);
        awaitError("169.254.169.254 is a link-local");
    }

    @Test
    void afterStopTheConnectionIsClosedAndNothingIsHeard() throws Exception {
        URI url = serve(
                new NetServerOptions(),
                (number, socket) -> answer(socket, server -> {
                    long[] millis = {0};
                    every(socket, 1, () -> socket.write(server.tag(Tags.keyframe(millis[0]++))));
                }));
        start(url, PATIENT);
        listener.await(5);
        source.stop().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        List<String> heard = listener.events();
        Await.until(() -> closed.get() == 1, source::status);
        assertThat(listener.events()).isEqualTo(heard);
        assertThat(source.status().state()).isEqualTo(SourceState.STOPPED);
    }

    @Test
    void rtmpsNeedsACertificateThatIsTrustedForTheName(@TempDir Path folder) throws Exception {
        JksOptions store = new Certificate("encoder.example").store(folder);
        NetServerOptions secure = new NetServerOptions().setSsl(true).setKeyCertOptions(store);
        int port = serve(
                        secure,
                        (number, socket) -> answer(socket, server -> {
                            CLIP.forEach(tag -> socket.write(server.tag(tag)));
                        }))
                .getPort();
        UrlPolicy loopback =
                new UrlPolicy(host -> new InetAddress[] {InetAddress.getByAddress(new byte[] {127, 0, 0, 1})});
        ClientSSLOptions trusting = new ClientSSLOptions().setTrustOptions(store);
        URI good = URI.create("rtmps://encoder.example:" + port + "/live/cam");
        URI bad = URI.create("rtmps://other.example:" + port + "/live/cam");

        start(good, PATIENT, loopback, new ClientSSLOptions());
        awaitError("The TLS handshake with encoder.example failed");
        source.stop();
        start(bad, PATIENT, loopback, trusting);
        awaitError("The TLS handshake with other.example failed");
        source.stop();
        assertThat(listener.events()).isEmpty();
        start(good, PATIENT, loopback, trusting);
        assertThat(listener.await(CLIP.size())).isEqualTo(CLIP);
    }

    /** Hands each connection to the test; gives the address of a stream. */
    private URI serve(NetServerOptions options, BiConsumer<Integer, NetSocket> connected) throws Exception {
        NetServer server = vertx.createNetServer(options)
                .connectHandler(socket -> {
                    socket.closeHandler(end -> closed.incrementAndGet());
                    connected.accept(connections.incrementAndGet(), socket);
                })
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        return URI.create("rtmp://127.0.0.1:" + server.actualPort() + "/live/cam?key=geheim");
    }

    /** Says what servers say, up to the moment at which tags are to come. */
    private static void answer(NetSocket socket, Consumer<PlayServer> playing) {
        PlayServer server = new PlayServer();
        boolean[] begun = {false};
        socket.handler(bytes -> {
            socket.write(server.accept(bytes));
            if (server.playing() && !begun[0]) {
                begun[0] = true;
                playing.accept(server);
            }
        });
    }

    private void every(NetSocket socket, long millis, Runnable action) {
        long timer = vertx.setPeriodic(millis, tick -> action.run());
        socket.closeHandler(end -> {
            vertx.cancelTimer(timer);
            closed.incrementAndGet();
        });
    }

    private void start(URI url, HttpTimings timings) {
        start(url, timings, new UrlPolicy(), new ClientSSLOptions());
    }

    private void start(URI url, HttpTimings timings, UrlPolicy policy, ClientSSLOptions tls) {
        RandomGenerator random = () -> 0;
        source = new RtmpSource(
                vertx, new RtmpSpec(url), policy, timings, tls, () -> System.currentTimeMillis() + ahead.get(), random);
        source.start(listener);
    }

    private void awaitError(String words) {
        Await.until(
                () -> source.status().lastError() != null
                        && source.status().lastError().contains(words),
                source::status);
        assertThat(source.status().lastError()).doesNotContain("geheim");
    }
}
