package org.bittube.gateway.rtmp.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.net.ServerSocket;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.bittube.gateway.amf.AmfValue;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.TagType;
import org.bittube.gateway.flv.Tags;
import org.bittube.gateway.http.EgressLedger;
import org.bittube.gateway.http.LoopServer;
import org.bittube.gateway.publish.PublishDesk;
import org.bittube.gateway.relay.RelayOptions;
import org.bittube.gateway.relay.RelaySeats;
import org.bittube.gateway.rtmp.RtmpEncoder;
import org.bittube.gateway.rtmp.command.Command;
import org.bittube.gateway.source.PublishPoints;
import org.bittube.gateway.stream.LiveStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Players on the RTMP port, good ones and slow ones. */
class RtmpPlayIT {
    private static final String STARTED = "NetStream.Play.Start";
    private static final int MAX_VIEWERS = 2;

    private final LoopServer server = new LoopServer();
    private final LiveStream stream = new LiveStream("news");
    private final AtomicLong nowMillis = new AtomicLong(1_000_000);
    private RelaySeats seats;
    private int port;

    @BeforeEach
    void start() throws Exception {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        server.start(router -> {
            seats = new RelaySeats(
                    server.vertx(),
                    new EgressLedger(),
                    new RelayOptions(MAX_VIEWERS, 1 << 20, 10_000, 15_000, 30_000),
                    nowMillis::get);
            seats.open();
        });
        RtmpServer rtmp = server.call(() -> new RtmpServer(
                server.vertx(),
                "127.0.0.1",
                List.of(new RtmpPort(port, null, failure -> failure)),
                RtmpLimits.USUAL,
                10_000,
                new PublishDesk(nowMillis::get),
                new PlayDesk(
                        name -> name.equals("news") ? stream : null,
                        seats,
                        (channel, token, address) -> !token.equals("wrong")),
                nowMillis::get,
                new Random(1)::nextBytes));
        server.call(() -> new PublishPoints(rtmp).open()).await();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    @Test
    void playerBeginsAtTheLastKeyframeAndGetsWhatFollows() throws Exception {
        List<FlvTag> clip = Tags.of("h264-aac.flv");
        int last = clip.size() - 1;
        while (!clip.get(last).isKeyframe() || clip.get(last).isSequenceHeader()) {
            last--;
        }
        begin();
        publish(clip.subList(0, last + 2));
        try (RtmpEncoder player = new RtmpEncoder(port)) {
            assertThat(player.play("news?whatever=1")).isEqualTo(STARTED);
            List<FlvTag> first = player.await(5);
            assertThat(first.subList(0, 3)).extracting(FlvTag::body).containsExactlyElementsOf(headers(clip));
            assertThat(first.subList(3, 5)).isEqualTo(clip.subList(last, last + 2));
            // Longer than anybody else may be silent, and a look at who is.
            nowMillis.addAndGet(20_000);
            server.vertx().timer(1_100).await();
            publish(clip.subList(last + 2, clip.size()));
            assertThat(player.await(clip.size() - last - 2)).isEqualTo(clip.subList(last + 2, clip.size()));
            assertThat(server.call(() -> seats.viewers("news"))).isEqualTo(1);
        }
        awaitViewers(0);
    }

    @Test
    void whatIsNotThereIsRefused() throws Exception {
        try (RtmpEncoder unknown = new RtmpEncoder(port);
                RtmpEncoder early = new RtmpEncoder(port)) {
            assertThat(unknown.play("other")).isEqualTo("NetStream.Play.StreamNotFound");
            unknown.awaitEnd();
            assertThat(early.play("news")).isEqualTo("NetStream.Play.StreamNotFound");
            early.awaitEnd();
        }
        begin();
        try (RtmpEncoder stranger = new RtmpEncoder(port)) {
            assertThat(stranger.play("news?a=b&token=wrong")).isEqualTo("NetStream.Play.Failed");
            stranger.awaitEnd();
        }
    }

    @Test
    void oneMoreThanThereAreSeatsIsRefused() throws Exception {
        begin();
        try (RtmpEncoder one = new RtmpEncoder(port);
                RtmpEncoder two = new RtmpEncoder(port);
                RtmpEncoder three = new RtmpEncoder(port)) {
            assertThat(one.play("news")).isEqualTo(STARTED);
            assertThat(two.play("news")).isEqualTo(STARTED);
            assertThat(three.play("news")).isEqualTo("NetStream.Play.Failed");
            three.awaitEnd();
            two.send(new Command("deleteStream", 0, AmfValue.NULL, AmfValue.of(1)).encode(0));
            two.awaitEnd();
            awaitViewers(1);
        }
    }

    @Test
    void playerThatDoesNotReadIsCutAndDelaysNobody() throws Exception {
        begin();
        try (RtmpEncoder slow = new RtmpEncoder(port);
                RtmpEncoder quick = new RtmpEncoder(port)) {
            assertThat(slow.play("news")).isEqualTo(STARTED);
            assertThat(quick.play("news")).isEqualTo(STARTED);
            Buffer big =
                    Buffer.buffer(new byte[200_000]).setByte(0, (byte) 0x17).setByte(1, (byte) 1);
            for (int i = 0; i < 60; i++) {
                FlvTag tag = new FlvTag(TagType.VIDEO, 40L * i, big);
                publish(List.of(tag));
                assertThat(quick.await(1)).containsExactly(tag);
            }
            assertThat(server.call(() -> seats.viewers("news"))).isEqualTo(2);
            nowMillis.addAndGet(20_000);
            awaitViewers(1);
            slow.awaitEnd();
            publish(List.of(Tags.keyframe(5_000)));
            assertThat(quick.await(1)).containsExactly(Tags.keyframe(5_000));
        }
    }

    @Test
    void endOfTheStreamIsToldWhenItDoesNotComeBack() throws Exception {
        begin();
        try (RtmpEncoder player = new RtmpEncoder(port)) {
            assertThat(player.play("news")).isEqualTo(STARTED);
            server.run(stream::endEpoch);
            server.run(() -> stream.beginEpoch(2));
            publish(List.of(Tags.keyframe(0)));
            assertThat(player.await(1))
                    .extracting(FlvTag::body)
                    .containsExactly(Tags.keyframe(0).body());
            server.run(stream::endEpoch);
            nowMillis.addAndGet(40_000);
            assertThat(player.awaitCommand("onStatus", 0).text(1, "code")).isEqualTo("NetStream.Play.UnpublishNotify");
            player.awaitEnd();
        }
    }

    private void begin() throws Exception {
        server.run(() -> stream.beginEpoch(1));
    }

    private void publish(List<FlvTag> tags) throws Exception {
        server.run(() -> tags.forEach(stream::publish));
    }

    private void awaitViewers(int count) throws Exception {
        while (server.call(() -> seats.viewers("news")) != count) {
            Thread.onSpinWait();
        }
    }

    private static List<Buffer> headers(List<FlvTag> clip) {
        return clip.subList(0, 3).stream().map(FlvTag::body).toList();
    }
}
