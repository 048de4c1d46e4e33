package org.bittube.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.bittube.gateway.flv.FlvReader;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.http.Ffmpeg;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Channels that are recorded, and viewers that go back in them, over the network. */
final class RecordingIT {
    private static final String CHANNEL =
            "{\"name\":\"news\",\"record\":%s,\"source\":{\"type\":\"file\",\"path\":\"demo.flv\",\"loop\":true}}";
    private static final Map<String, String> NO_RESERVE = Map.of("recordings-free-megabytes", "0");

    private Path folder = Path.of("");

    @BeforeEach
    void remember(@TempDir Path given) {
        folder = given.resolve("data");
    }

    @Test
    void isTurnedOnAndOffWhileTheChannelRuns() throws Exception {
        try (RunningGateway gateway = RunningGateway.start(folder, true, NO_RESERVE)) {
            JsonNode made = RunningGateway.json(gateway.api("POST", "/api/channels", CHANNEL.formatted("false")));
            assertThat(made.at("/record").booleanValue()).isFalse();
            assertThat(made.at("/recording/state").textValue()).isEqualTo("off");
            assertThat(isRecorded(gateway.get("/live/news/recording.json"))).isFalse();
            JsonNode on = RunningGateway.json(gateway.api("PATCH", "/api/channels/news", "{\"record\":true}"));
            assertThat(on.at("/record").booleanValue()).isTrue();
            JsonNode recording = gateway.await(
                    "/api/channels/news",
                    answer -> RunningGateway.json(answer)
                                    .at("/recording/durationMillis")
                                    .longValue()
                            > 3_000);
            assertThat(recording.at("/recording/state").textValue()).isEqualTo("recording");
            assertThat(recording.at("/recording/since").textValue()).endsWith("Z");
            Path file = folder.resolve("recordings")
                    .resolve(recording.at("/recording/file").textValue());
            assertThat(Files.size(file))
                    .isGreaterThanOrEqualTo(recording.at("/recording/bytes").longValue());

            JsonNode off = RunningGateway.json(gateway.api("PATCH", "/api/channels/news", "{\"record\":false}"));
            assertThat(off.at("/record").booleanValue()).isFalse();
            assertThat(off.at("/recording/state").textValue()).isEqualTo("off");
            assertThat(off.at("/running").booleanValue()).isTrue();
            FlvTools.assertFaultless(file);
            assertThat(Ffmpeg.duration(file)).isGreaterThan(3.0);
            List<String> all = FlvTools.pictures(file.toString(), 0);
            List<String> later = FlvTools.pictures(file.toString(), 2.5);
            assertThat(later).hasSizeBetween(1, all.size() - 1);
            assertThat(all.subList(all.size() - later.size(), all.size())).isEqualTo(later);
            assertThat(isRecorded(gateway.get("/live/news/recording.json"))).isFalse();
        }
    }

    @Test
    void viewerGoesBackToTheBeginningAndFindsThePlaceInTheLiveStream() throws Exception {
        try (RunningGateway gateway = RunningGateway.start(folder, true, NO_RESERVE)) {
            gateway.api("POST", "/api/channels", CHANNEL.formatted("true"));
            JsonNode index = gateway.await(
                    "/live/news/recording.json",
                    answer -> isRecorded(answer)
                            && RunningGateway.json(answer).at("/keyframes").size() > 2);
            assertThat(gateway.get("/live/news/recording.json").headers().firstValue("cache-control"))
                    .contains("no-cache");
            JsonNode channel = RunningGateway.json(gateway.api("GET", "/api/channels/news", ""));
            assertThat(index.get("epoch")).isEqualTo(channel.get("epoch"));
            assertThat(index.at("/startTimestampMillis").longValue()).isNotNegative();
            assertThat(index.get("id")).isEqualTo(channel.at("/recording/id"));
            byte[] prelude = Base64.getUrlDecoder().decode(index.get("prelude").textValue());

            String path = "/live/news/recording/" + index.get("id").textValue();
            JsonNode keyframes = index.get("keyframes");
            for (JsonNode keyframe : keyframes) {
                long offset = keyframe.get(1).longValue();
                long end = index.get("bytes").longValue();
                HttpResponse<byte[]> part = bytes(gateway, path, "bytes=" + offset + "-" + (end - 1));
                assertThat(part.statusCode()).isEqualTo(206);
                assertThat(part.body()).hasSize((int) (end - offset));
                assertThat(part.headers().firstValue("content-range").orElse(""))
                        .startsWith("bytes " + offset + "-" + (end - 1) + "/");
                assertThat(part.headers().firstValue("access-control-allow-origin"))
                        .contains("*");
                List<FlvTag> tags = tags(prelude, part.body());
                FlvTag first = tags.stream()
                        .filter(tag -> !tag.isSequenceHeader())
                        .findFirst()
                        .orElseThrow();
                assertThat(first.isKeyframe()).isTrue();
                assertThat(first.timestampMillis()).isEqualTo(keyframe.get(0).longValue());
            }
            long second = keyframes.get(1).get(0).longValue();
            JsonNode later = RunningGateway.json(gateway.get("/live/news/recording.json?after=" + second));
            assertThat(later.at("/keyframes/0/0")).isEqualTo(keyframes.at("/2/0"));

            assertThat(bytes(gateway, path, "bytes=9000000000-").statusCode()).isEqualTo(416);
            HttpResponse<byte[]> head = bytes(gateway, path, "bytes=-100");
            assertThat(head.statusCode()).isEqualTo(206);
            assertThat(head.body()).hasSize(100);
            byte[] all = bytes(gateway, path, "").body();
            assertThat(Arrays.copyOf(all, 4)).isEqualTo(new byte[] {'F', 'L', 'V', 1});
            JsonNode after = RunningGateway.json(gateway.api("GET", "/api/channels/news", ""));
            assertThat(after.at("/egress/rewindBytes").longValue()).isGreaterThanOrEqualTo(all.length);

            RunningGateway.problem(gateway.get("/live/news/recording/nonsense"), 404);
            RunningGateway.problem(gateway.get("/live/news/recording/..%2F..%2Fbittube.mv.db"), 404);
            RunningGateway.problem(gateway.get("/live/nobody/recording.json"), 404);
            assertThat(isRecorded(gateway.get("/live/demo/recording.json"))).isFalse();
            for (String bad : new String[] {"-1", "x", "1.5", "99999999999999999999", ""}) {
                RunningGateway.problem(gateway.get("/live/news/recording.json?after=" + bad), 400);
            }
            gateway.api("POST", "/api/channels/news/stop", "");
            // Who is reading may read on.
            long from = keyframes.get(0).get(1).longValue();
            assertThat(bytes(gateway, path, "bytes=" + from + "-" + (from + 99)).body())
                    .isEqualTo(Arrays.copyOfRange(all, (int) from, (int) from + 100));
        }
    }

    @Test
    void recordedChannelIsRecordedAgainAfterARestart() throws Exception {
        try (RunningGateway gateway = RunningGateway.start(folder, true, NO_RESERVE)) {
            gateway.api("POST", "/api/channels", CHANNEL.formatted("true"));
            gateway.await("/live/news/recording.json", RecordingIT::isRecorded);
        }
        List<Path> files = recordings();
        assertThat(files).hasSize(1);
        FlvTools.assertFaultless(files.get(0));
        try (RunningGateway gateway = RunningGateway.start(folder, false, NO_RESERVE)) {
            gateway.await("/live/news/recording.json", RecordingIT::isRecorded);
            assertThat(recordings()).hasSize(2).containsAll(files);
            assertThat(gateway.api("DELETE", "/api/channels/news", "").statusCode())
                    .isEqualTo(204);
            RunningGateway.problem(gateway.get("/live/news/recording.json"), 404);
        }
        for (Path file : recordings()) {
            FlvTools.assertFaultless(file);
        }
    }

    @Test
    void recordingThatCannotBeIsRefusedOrSaid() {
        try (RunningGateway gateway =
                RunningGateway.start(folder, true, Map.of("recordings-free-megabytes", "100000000"))) {
            for (String bad : new String[] {"{}", "{\"record\":1}", "{\"record\":true,\"name\":\"x\"}", "[]", ""}) {
                RunningGateway.problem(gateway.api("PATCH", "/api/channels/demo", bad), 400);
            }
            RunningGateway.problem(gateway.api("PATCH", "/api/channels/nobody", "{\"record\":true}"), 404);
            RunningGateway.problem(gateway.api("POST", "/api/channels", CHANNEL.formatted("\"yes\"")), 400);
            gateway.api("PATCH", "/api/channels/demo", "{\"record\":true}");
            JsonNode failed = gateway.await("/api/channels/demo", answer -> RunningGateway.json(answer)
                    .at("/recording/state")
                    .asText()
                    .equals("failed"));
            assertThat(failed.at("/recording/lastError").textValue()).contains("make room");
            assertThat(failed.at("/source/state").textValue()).isEqualTo("running");
        }
    }

    private List<Path> recordings() throws IOException {
        try (var files = Files.walk(folder.resolve("recordings"))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** What {@code recording.json} says of a channel that there is. */
    static boolean isRecorded(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return RunningGateway.json(answer).at("/recorded").booleanValue();
    }

    private static HttpResponse<byte[]> bytes(RunningGateway gateway, String path, String range)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = gateway.request(path);
        if (!range.isEmpty()) {
            request.header("Range", range);
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofByteArray());
    }

    private static List<FlvTag> tags(byte[] prelude, byte[] rest) {
        List<FlvTag> tags = new ArrayList<>();
        FlvReader reader = new FlvReader();
        reader.accept(Buffer.buffer(prelude), tags::add);
        reader.accept(Buffer.buffer(rest), tags::add);
        assertThat(reader.resyncs()).isZero();
        return tags;
    }
}
