package org.bittube.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.buffer.Buffer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.TagType;
import org.bittube.gateway.http.Ffmpeg;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Encoders post FLV over HTTP, and viewers see what they sent. */
final class HttpPublishIT {
    @TempDir
    Path folder = Path.of("");

    private RunningGateway gateway;

    @BeforeEach
    void start() {
        gateway = RunningGateway.start(folder.resolve("data"), false, Map.of("rtmp-port", "0"));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void framesOfFfmpegAndCurlComeOutAsTheyWentIn() throws Exception {
        Path clip = folder.resolve("clip.flv");
        Ffmpeg.run("-f lavfi -i testsrc=size=160x90:rate=25 -f lavfi -i sine=frequency=440 -t 3"
                + " -c:v libx264 -preset ultrafast -bf 2 -g 250 -pix_fmt yuv420p -c:a aac " + clip);
        List<FlvTag> sent = LiveFrames.of(Files.readAllBytes(clip));

        String key = create("posted", false);
        Ffmpeg.run("-i " + clip + " -c copy -f flv -method POST " + address("posted", "?key=" + key));
        assertSame("posted", clip, sent);
        JsonNode source = RunningGateway.json(
                        gateway.get("/api/channels/posted", "Authorization", "Bearer " + RunningGateway.TOKEN))
                .at("/source");
        assertThat(source.at("/state").textValue()).isEqualTo("waiting");
        assertThat(source.at("/lastError").textValue()).isEqualTo("The encoder ended the stream.");

        // With a length, and a body that waits until it is told to come.
        String other = create("put", false);
        String said = FlvTools.run(
                "curl",
                "-s",
                "-i",
                "-H",
                "Authorization: Bearer " + other,
                "-H",
                "Expect: 100-continue",
                "-T",
                clip.toString(),
                address("put", ""));
        assertThat(said).contains("100 Continue").contains("204 No Content");
        assertSame("put", clip, sent);
    }

    @Test
    void whoIsNotWelcomeIsToldWhy() throws Exception {
        String key = create("news", false);
        assertThat(post("news", "?key=wrong", "FLV")).startsWith("HTTP/1.1 401").contains("problem+json", "stream key");
        assertThat(post("news", "", "FLV")).startsWith("HTTP/1.1 401");
        assertThat(post("other", "?key=" + key, "FLV")).startsWith("HTTP/1.1 401");
        assertThat(post("news", "?key=" + key, "<!doctype html><p>no encoder"))
                .startsWith("HTTP/1.1 400")
                .contains("problem+json", "is a web page (HTML), no FLV");
        HttpResponse<String> empty =
                gateway.send(gateway.request("/live/news.flv?key=" + key).POST(BodyPublishers.noBody()));
        assertThat(RunningGateway.problem(empty, 400)).contains("ended before");
        try (PushClient first = new PushClient(gateway.port(), "/live/news.flv?key=" + key)) {
            first.header();
            first.tag(keyframe(0));
            awaitTags("news", 1);
            assertThat(post("news", "?key=" + key, "FLV"))
                    .startsWith("HTTP/1.1 409")
                    .contains("Another encoder is");
            gateway.api("POST", "/api/channels/news/key", "");
            assertThat(first.answer()).startsWith("HTTP/1.1 409").contains("problem+json", "has another key");
        }
        for (int guess = 0; guess < 7; guess++) {
            assertThat(post("news", "?key=guess" + guess, "FLV")).startsWith("HTTP/1.1 401");
        }
        assertThat(post("news", "?key=" + key, "FLV"))
                .startsWith("HTTP/1.1 429")
                .contains("Retry-After");
    }

    @Test
    void encoderThatWasCutOffGoesOnWithTheEpochAndAnotherTakesOver() throws Exception {
        String key = create("news", true);
        try (PushClient encoder = new PushClient(gateway.port(), "/live/news.flv", "Authorization: Bearer " + key)) {
            encoder.header();
            encoder.tag(keyframe(5_000));
            encoder.tag(keyframe(5_040));
            awaitTags("news", 2);
        }
        JsonNode before =
                gateway.await("/api/channels/news", answer -> answer.body().contains("was lost"));
        try (PushClient encoder = new PushClient(gateway.port(), "/live/news.flv?key=" + key);
                PushClient other = new PushClient(gateway.port(), "/live/news.flv?key=" + key)) {
            assertThat(encoder.answer()).startsWith("HTTP/1.1 409").contains("Another encoder took over.");
            other.header();
            other.tag(keyframe(0));
            other.tag(keyframe(40));
            JsonNode after = awaitTags("news", 4);
            assertThat(after.at("/epoch").longValue())
                    .isEqualTo(before.at("/epoch").longValue())
                    .isPositive();
            List<FlvTag> came = LiveFrames.watch(gateway, "news", 1, folder.resolve("later.flv"));
            assertThat(came.get(0).timestampMillis()).isBetween(80L, 200L);
        }
    }

    private void assertSame(String channel, Path clip, List<FlvTag> sent) throws Exception {
        Path received = folder.resolve(channel + ".flv");
        List<FlvTag> came = LiveFrames.watch(gateway, channel, sent.size(), received);
        assertThat(came).extracting(FlvTag::body).isEqualTo(LiveFrames.bodies(sent));
        assertThat(Ffmpeg.frameHashes(received, "-c copy"))
                .isEqualTo(Ffmpeg.frameHashes(clip, "-c copy"))
                .isNotEmpty();
    }

    private JsonNode awaitTags(String channel, int tags) {
        return gateway.await(
                "/api/channels/" + channel,
                answer -> RunningGateway.json(answer).at("/source/tags").intValue() == tags);
    }

    private String post(String channel, String query, String body) throws Exception {
        try (PushClient encoder = new PushClient(gateway.port(), "/live/" + channel + ".flv" + query)) {
            encoder.send(Buffer.buffer(body));
            encoder.send(Buffer.buffer("more of it"));
            encoder.end();
            return encoder.answer();
        }
    }

    private String create(String name, boolean takeover) {
        JsonNode made = RunningGateway.json(gateway.api(
                "POST",
                "/api/channels",
                "{\"name\":\"" + name + "\",\"source\":{\"type\":\"publish\",\"takeover\":" + takeover + "}}"));
        return made.at("/streamKey").textValue();
    }

    private String address(String channel, String query) {
        return "http://127.0.0.1:" + gateway.port() + "/live/" + channel + ".flv" + query;
    }

    private static FlvTag keyframe(long millis) {
        return new FlvTag(TagType.VIDEO, millis, Buffer.buffer(new byte[] {0x17, 1, 0, 0, 0, 9}));
    }
}
