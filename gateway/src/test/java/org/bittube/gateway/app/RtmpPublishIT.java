package org.bittube.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.TagType;
import org.bittube.gateway.flv.Tags;
import org.bittube.gateway.http.Certificate;
import org.bittube.gateway.rtmp.RtmpEncoder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Encoders publish over RTMP, and viewers see what they sent. */
final class RtmpPublishIT {
    private static final String STARTED = "NetStream.Publish.Start";
    private static final String REFUSED = "NetStream.Publish.BadName";

    @TempDir
    Path folder = Path.of("");

    private RunningGateway gateway;
    private int port;
    private int securePort;
    private Map<String, String> settings;

    @BeforeEach
    void start() throws Exception {
        try (ServerSocket free = new ServerSocket(0);
                ServerSocket other = new ServerSocket(0)) {
            port = free.getLocalPort();
            securePort = other.getLocalPort();
        }
        Certificate certificate = new Certificate("gateway.example");
        settings = Map.of(
                "rtmp-port",
                "" + port,
                "rtmps-port",
                "" + securePort,
                "tls-certificate",
                certificate.writeCertificate(folder.resolve("certificate.pem")).toString(),
                "tls-key",
                certificate.writeKey(folder.resolve("key.pem")).toString());
        gateway = RunningGateway.start(folder.resolve("data"), false, settings);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void framesOfFfmpegComeOutAsTheyWentIn() throws Exception {
        Path clip = folder.resolve("clip.flv");
        FlvTools.run(("ffmpeg -v error -f lavfi -i testsrc=size=320x180:rate=25 -f lavfi -i sine=frequency=440 -t 4"
                        + " -c:v libx264 -preset ultrafast -bf 2 -g 250 -pix_fmt yuv420p -c:a aac " + clip)
                .split(" "));
        String key = create("news", false);
        FlvTools.run("ffmpeg", "-v", "error", "-i", clip.toString(), "-c", "copy", "-f", "flv", address("news", key));
        List<FlvTag> sent = LiveFrames.of(Files.readAllBytes(clip));
        Path received = folder.resolve("received.flv");
        List<FlvTag> came = LiveFrames.watch(gateway, "news", sent.size(), received);
        assertThat(came).extracting(FlvTag::body).isEqualTo(LiveFrames.bodies(sent));
        assertThat(FlvTools.packets(received)).isEqualTo(FlvTools.packets(clip)).isNotEmpty();
        JsonNode source = gateway.await("/api/channels/news", answer -> RunningGateway.json(answer)
                        .at("/source/state")
                        .asText()
                        .equals("waiting"))
                .at("/source");
        assertThat(source.at("/lastError").textValue()).isEqualTo("The encoder ended the stream.");
        assertThat(source.at("/videoCodec").textValue()).isNotBlank();
        assertThat(source.toString()).doesNotContain(key).doesNotContain("Sha256");
    }

    @Test
    void ffmpegPublishesOverTls() throws Exception {
        String key = create("news", false);
        gateway.await("/api/channels/news", answer -> isOpen(securePort));
        String address = "rtmps://127.0.0.1:" + securePort + "/live/news?key=" + key;
        FlvTools.run(
                ("ffmpeg -v error -f lavfi -i testsrc=size=160x90:rate=25 -t 1 -c:v libx264 -preset ultrafast -g 250"
                                + " -pix_fmt yuv420p -f flv " + address)
                        .split(" "));
        assertThat(LiveFrames.watch(gateway, "news", 25, folder.resolve("received.flv")))
                .hasSize(25);
    }

    @Test
    void everyCodecComesOutAsItWentIn() throws Exception {
        for (String fixture : Tags.FIXTURES) {
            String name = fixture.substring(0, fixture.indexOf('.'));
            String key = create(name, false);
            List<FlvTag> tags = Tags.of(fixture);
            int begin = 1 + tags.indexOf(LiveFrames.ofOneTrack(tags).get(0));
            try (RtmpEncoder encoder = new RtmpEncoder(port)) {
                assertThat(encoder.publish(name + "?key=" + key)).isEqualTo(STARTED);
                send(encoder, tags.subList(0, begin));
                gateway.await("/api/channels/" + name, answer -> isRunning(answer.body()));
                List<FlvTag> wanted = LiveFrames.ofOneTrack(tags);
                List<FlvTag> came = LiveFrames.watch(gateway, name, wanted.size(), folder.resolve(fixture), () -> {
                    send(encoder, tags.subList(begin, tags.size()));
                    return null;
                });
                assertThat(came).as(fixture).extracting(FlvTag::body).isEqualTo(LiveFrames.bodies(wanted));
            }
        }
    }

    @Test
    void wrongKeyIsRefusedAndGuessingSlowedDown() throws Exception {
        String key = create("news", false);
        assertThat(publish("news?key=wrong")).isEqualTo(REFUSED);
        assertThat(publish("news")).isEqualTo(REFUSED);
        assertThat(publish("other?key=" + key)).isEqualTo(REFUSED);
        assertThat(publish("news?key=" + key)).isEqualTo(STARTED);
        for (int guess = 0; guess < 7; guess++) {
            assertThat(publish("news?key=guess" + guess)).isEqualTo(REFUSED);
        }
        // Not even looked at, right as it is.
        assertThat(publish("news?key=" + key)).isEqualTo(REFUSED);
    }

    @Test
    void anotherKeyShutsOutWhoHasTheOldOne() throws Exception {
        String old = create("news", false);
        try (RtmpEncoder encoder = new RtmpEncoder(port)) {
            assertThat(encoder.publish("news?key=" + old)).isEqualTo(STARTED);
            JsonNode changed = RunningGateway.json(gateway.api("POST", "/api/channels/news/key", ""));
            String key = changed.at("/streamKey").textValue();
            assertThat(key).hasSize(43).isNotEqualTo(old);
            assertThat(encoder.awaitCommand("onStatus", 0).text(1, "code")).isEqualTo(REFUSED);
            encoder.awaitEnd();
            assertThat(publish("news?key=" + old)).isEqualTo(REFUSED);
            assertThat(publish("news?key=" + key)).isEqualTo(STARTED);
        }
        gateway.close();
        gateway = RunningGateway.start(folder.resolve("data"), false, settings);
        gateway.await("/api/channels/news", answer -> isOpen());
        assertThat(publish("news?key=" + old)).isEqualTo(REFUSED);
        assertThat(gateway.api("GET", "/api/channels/news", "").body()).doesNotContain("streamKey");
        RunningGateway.problem(gateway.api("POST", "/api/channels/none/key", ""), 404);
    }

    @Test
    void secondEncoderIsRefusedUnlessTheChannelLetsItTakeOver() throws Exception {
        String strict = create("strict", false);
        String open = create("open", true);
        try (RtmpEncoder first = new RtmpEncoder(port);
                RtmpEncoder second = new RtmpEncoder(port)) {
            assertThat(first.publish("strict?key=" + strict)).isEqualTo(STARTED);
            assertThat(second.publish("strict?key=" + strict)).isEqualTo(REFUSED);
            first.tag(keyframe(0));
            gateway.await("/api/channels/strict", answer -> isRunning(answer.body()));
        }
        try (RtmpEncoder first = new RtmpEncoder(port);
                RtmpEncoder second = new RtmpEncoder(port)) {
            assertThat(first.publish("open?key=" + open)).isEqualTo(STARTED);
            assertThat(second.publish("open?key=" + open)).isEqualTo(STARTED);
            assertThat(first.awaitCommand("onStatus", 0).text(1, "description"))
                    .isEqualTo("Another encoder took over.");
            first.awaitEnd();
            second.tag(keyframe(0));
            gateway.await("/api/channels/open", answer -> isRunning(answer.body()));
        }
    }

    @Test
    void encoderThatComesBackGoesOnWithTheEpoch() throws Exception {
        String key = create("news", false);
        try (RtmpEncoder encoder = new RtmpEncoder(port)) {
            encoder.publish("news?key=" + key);
            encoder.tag(keyframe(5_000));
            encoder.tag(keyframe(5_040));
            // Cut off without a word.
        }
        JsonNode before = gateway.await(
                "/api/channels/news",
                answer -> answer.body().contains("waiting") && answer.body().contains("lost"));
        try (RtmpEncoder encoder = new RtmpEncoder(port)) {
            encoder.publish("news?key=" + key);
            encoder.tag(keyframe(0));
            encoder.tag(keyframe(40));
            JsonNode after = gateway.await(
                    "/api/channels/news",
                    answer -> RunningGateway.json(answer).at("/source/tags").intValue() == 4);
            assertThat(after.at("/epoch").longValue())
                    .isEqualTo(before.at("/epoch").longValue())
                    .isPositive();
            assertThat(after.at("/source/reconnects").intValue()).isEqualTo(1);
            List<FlvTag> came = LiveFrames.watch(gateway, "news", 1, folder.resolve("later.flv"));
            assertThat(came.get(0).timestampMillis()).isBetween(80L, 200L);
        }
    }

    @Test
    void floodWaitsInTheEncoderAndNobodyElseNotices() throws Exception {
        String key = create("news", false);
        try (RtmpEncoder encoder = new RtmpEncoder(port)) {
            encoder.publish("news?key=" + key);
            long start = System.nanoTime();
            byte[] body = new byte[1_000_000];
            body[0] = 0x27;
            body[1] = 1;
            for (int tag = 0; tag < 40; tag++) {
                encoder.tag(new FlvTag(TagType.VIDEO, tag * 40L, Buffer.buffer(body)));
                assertThat(gateway.get("/health").statusCode()).isEqualTo(200);
            }
            gateway.await(
                    "/api/channels/news",
                    answer -> RunningGateway.json(answer).at("/source/bytes").longValue() >= 40_000_000);
            assertThat(System.nanoTime() - start).isGreaterThan(2_000_000_000L);
        }
    }

    @Test
    void portIsOpenOnlyWhileAChannelTakesEncoders() throws Exception {
        assertThat(isOpen()).isFalse();
        create("news", false);
        gateway.api("POST", "/api/channels/news/stop", "");
        assertThat(isOpen()).isFalse();
        gateway.api("POST", "/api/channels/news/start", "");
        gateway.await("/api/channels/news", answer -> isOpen());
        gateway.api("DELETE", "/api/channels/news", "");
        // It may be still opening the other port.
        gateway.await("/api/channels", answer -> !isOpen());
    }

    @Test
    void portInUseIsToldInTheStatus() throws Exception {
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(taken.isBound()).isTrue();
            make("news", false);
            JsonNode status =
                    gateway.await("/api/channels/news", answer -> answer.body().contains("lastError"));
            assertThat(status.at("/source/lastError").textValue())
                    .contains("in use")
                    .contains("--rtmp-port");
        }
    }

    private boolean isOpen() {
        return isOpen(port);
    }

    private static boolean isOpen(int port) {
        try {
            new RtmpEncoder(port).close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Makes a channel that encoders can come to, and gives its key. */
    private String create(String name, boolean takeover) {
        String key = make(name, takeover);
        gateway.await("/api/channels/" + name, answer -> isOpen());
        return key;
    }

    private String make(String name, boolean takeover) {
        JsonNode made = RunningGateway.json(gateway.api(
                "POST",
                "/api/channels",
                "{\"name\":\"" + name + "\",\"source\":{\"type\":\"rtmp-publish\",\"takeover\":" + takeover + "}}"));
        assertThat(made.at("/source/takeover").booleanValue()).isEqualTo(takeover);
        assertThat(made.at("/streamKey").textValue()).hasSize(43);
        return made.at("/streamKey").textValue();
    }

    private String publish(String stream) throws IOException {
        try (RtmpEncoder encoder = new RtmpEncoder(port)) {
            return encoder.publish(stream);
        }
    }

    private String address(String name, String key) {
        return "rtmp://127.0.0.1:" + port + "/live/" + name + "?key=" + key;
    }

    private static boolean isRunning(String channel) {
        return channel.contains("\"state\":\"running\"");
    }

    private static FlvTag keyframe(long millis) {
        return new FlvTag(TagType.VIDEO, millis, Buffer.buffer(new byte[] {0x17, 1, 0, 0, 0, 9}));
    }

    private static void send(RtmpEncoder encoder, List<FlvTag> tags) throws IOException {
        for (FlvTag tag : tags) {
            encoder.tag(tag);
        }
    }
}
