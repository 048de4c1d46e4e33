package org.bittube.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bittube.db.Database;
import org.bittube.db.objects.ObjectStore;
import org.bittube.db.recordings.RecordingRecord;
import org.bittube.db.recordings.RecordingRecord.State;
import org.bittube.db.recordings.RecordingStore;
import org.bittube.gateway.object.SignedDescriptor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Finished recordings become objects, once, and go with them. */
final class RecordedObjectsIT {
    private static final String CHANNEL =
            "{\"name\":\"news\",\"record\":true,\"source\":{\"type\":\"file\",\"path\":\"demo.flv\",\"loop\":true}}";

    @TempDir
    private Path temp = Path.of("");

    private Path folder = Path.of("");
    private RunningGateway gateway;

    @BeforeEach
    void makeChannel() {
        folder = temp.resolve("data");
        start(Map.of());
        gateway.api("POST", "/api/channels", CHANNEL);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void whatWasRecordedCanBeWatchedAndFetched() throws Exception {
        JsonNode object = record(3_000);
        Path file = recordings().get(0);
        String id = object.get("id").textValue();
        assertThat(object.get("title").textValue()).matches("news, \\d{1,2} [A-Z][a-z]+ \\d{4} \\d{2}:\\d{2}");
        assertThat(object.get("name").textValue()).matches("news-\\d{8}T\\d{6}Z\\.flv");
        assertThat(object.get("visibility").textValue()).isEqualTo("unlisted");
        assertThat(object.get("durationMillis").longValue()).isPositive();
        assertThat(RunningGateway.json(gateway.get("/objects")).get("objects")).isEmpty();
        LibraryClient client = new LibraryClient(gateway);
        assertThat(client.bytes("/objects/" + id).body()).isEqualTo(Files.readAllBytes(file));
        SignedDescriptor descriptor = SignedDescriptor.open(
                id, client.bytes("/objects/" + id + "/descriptor").body());
        assertThat(descriptor.descriptor().playback()).isPresent();
        Path copy = temp.resolve("copy.flv");
        assertThat(get(id, copy)).isZero();
        assertThat(copy).hasSameBinaryContentAs(file);
        FlvTools.assertFaultless(copy);
        // Over HTTP players seek by ranges, with the index at the head of the file.
        String address = gateway.request("/objects/" + id).build().uri().toString();
        assertThat(FlvTools.pictures(address, 1.5))
                .isNotEmpty()
                .isEqualTo(FlvTools.pictures(file.toString(), 1.5))
                .hasSizeLessThan(FlvTools.pictures(file.toString(), 0).size());
    }

    @Test
    void retentionTakesBoth() throws Exception {
        stop();
        start(Map.of("recordings-keep-count", "1"));
        JsonNode first = record();
        Path firstFile = recordings().get(0);
        JsonNode second = record();
        gateway.await("/api/objects/" + first.get("id").textValue(), answer -> answer.statusCode() == 404);
        gateway.await("/api/objects", answer -> !Files.exists(firstFile));
        assertThat(folder.resolve("library/objects/" + first.get("id").textValue()))
                .doesNotExist();
        assertThat(recordings()).hasSize(1);
        assertThat(gateway.get("/objects/" + second.get("id").textValue()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void operatorDeletesTheObjectAloneOrTheRecordingToo() throws Exception {
        String alone = "/api/objects/" + record().get("id").textValue();
        RunningGateway.problem(gateway.api("DELETE", alone + "?recording=yes", ""), 400);
        assertThat(gateway.api("DELETE", alone, "").statusCode()).isEqualTo(204);
        assertThat(recordings()).hasSize(1);
        Path kept = recordings().get(0);
        JsonNode both = record();
        assertThat(recordings()).hasSize(2);
        assertThat(gateway.api("DELETE", "/api/objects/" + both.get("id").textValue() + "?recording=delete", "")
                        .statusCode())
                .isEqualTo(204);
        assertThat(recordings()).containsExactly(kept);
        assertThat(objects()).isEmpty();
        deletesRecordingsByTheirList(kept);
        stop();
        start(Map.of());
        // The channel is recorded again: what comes next is its second file, and the deleted object is not there.
        JsonNode next = record();
        assertThat(objects()).hasSize(1);
        assertThat(next.get("id").textValue()).isNotEqualTo(alone.substring(alone.lastIndexOf('/') + 1));
    }

    /** There is one recording, without an object. */
    private void deletesRecordingsByTheirList(Path kept) throws IOException {
        String path = "/api/channels/news/recordings";
        JsonNode object = record();
        JsonNode listed = RunningGateway.json(gateway.api("GET", path, "")).get("recordings");
        assertThat(listed).hasSize(2);
        assertThat(listed.at("/0/id")).isEqualTo(object.get("recording"));
        assertThat(listed.at("/0/object")).isEqualTo(object.get("id"));
        assertThat(listed.at("/0/bytes")).isEqualTo(object.get("size"));
        assertThat(listed.at("/0/state").textValue()).isEqualTo("finished");
        assertThat(listed.at("/1/object").isMissingNode()).isTrue();
        assertThat(kept).endsWith(Path.of(listed.at("/1/file").textValue()));
        String first = Instant.parse(listed.at("/0/startedAt").textValue()).toEpochMilli() + "."
                + listed.at("/0/id").textValue();
        JsonNode second = RunningGateway.json(gateway.api("GET", path + "?after=" + first, ""));
        assertThat(second.get("recordings")).containsExactly(listed.get(1));
        RunningGateway.problem(gateway.api("GET", path + "?after=soon", ""), 400);
        RunningGateway.problem(gateway.api("GET", "/api/channels/nobody/recordings", ""), 404);
        RunningGateway.problem(gateway.get(path), 401);
        for (JsonNode one : listed) {
            String address = path + "/" + one.get("id").textValue();
            RunningGateway.problem(gateway.api("DELETE", address.replace("news", "demo"), ""), 404);
            assertThat(gateway.api("DELETE", address, "").statusCode()).isEqualTo(204);
            RunningGateway.problem(gateway.api("DELETE", address, ""), 404);
        }
        assertThat(recordings()).isEmpty();
        assertThat(objects()).isEmpty();
        gateway.api("PATCH", "/api/channels/news", "{\"record\":true}");
        JsonNode growing = gateway.await(path, answer -> answer.body().contains("\"recording\""))
                .at("/recordings/0");
        String address = path + "/" + growing.get("id").textValue();
        RunningGateway.problem(gateway.api("DELETE", address, ""), 409);
        gateway.api("PATCH", "/api/channels/news", "{\"record\":false}");
        gateway.await(path, answer -> answer.body().contains("\"object\""));
        assertThat(gateway.api("DELETE", address, "").statusCode()).isEqualTo(204);
    }

    @Test
    void crashBetweenTheStepsIsRepairedAndMakesNoSecondObject() throws Exception {
        JsonNode made = record();
        stop();
        try (Database database = Database.open(folder)) {
            RecordingStore store = new RecordingStore(database);
            RecordingRecord recording = store.all().get(0);
            assertThat(recording.state()).isEqualTo(State.FILED);
            // As if the process had ended when the object was there and the recording did not know it yet.
            store.finish(recording.id(), recording.durationMillis(), recording.sizeBytes());
        }
        start(Map.of());
        assertThat(objects()).hasSize(1);
        stop();
        try (Database database = Database.open(folder)) {
            RecordingStore store = new RecordingStore(database);
            ObjectStore objects = new ObjectStore(database);
            assertThat(objects.all()).hasSize(1);
            // As if it had ended before there was an object.
            objects.delete(made.get("id").textValue());
            store.finish(
                    store.all().get(0).id(),
                    store.all().get(0).durationMillis(),
                    store.all().get(0).sizeBytes());
        }
        start(Map.of());
        JsonNode again = gateway.await("/api/objects", answer -> answer.body().contains("recording"));
        assertThat(again.get("objects").get(0).get("id")).isEqualTo(made.get("id"));
        assertThat(again.get("objects").get(0).get("recording")).isEqualTo(made.get("recording"));
    }

    @Test
    void movedFolderHasEverythingStillAndLostFilesComeFromTheRecording() throws Exception {
        String id = record().get("id").textValue();
        byte[] bytes = Files.readAllBytes(recordings().get(0));
        stop();
        Path moved = temp.resolve("moved");
        Files.move(folder, moved);
        folder = moved;
        start(Map.of());
        LibraryClient client = new LibraryClient(gateway);
        assertThat(client.bytes("/objects/" + id).body()).isEqualTo(bytes);
        Files.delete(folder.resolve("library/objects/" + id + "/content"));
        RunningGateway.problem(gateway.get("/objects/" + id), 410);
        gateway.await("/api/objects/" + id, answer -> !answer.body().contains("\"damage\""));
        assertThat(client.bytes("/objects/" + id).body()).isEqualTo(bytes);
        assertThat(gateway.api("DELETE", "/api/objects/" + id + "?recording=delete", "")
                        .statusCode())
                .isEqualTo(204);
        assertThat(recordings()).isEmpty();
    }

    @Test
    void recordingsStayFilesWhereThatIsWanted() throws Exception {
        stop();
        start(Map.of("recordings-visibility", "off"));
        gateway.api("PATCH", "/api/channels/news", "{\"record\":true}");
        gateway.await("/live/news/recording.json", RecordingIT::isRecorded);
        stop();
        int files = recordings().size();
        start(Map.of("recordings-visibility", "off"));
        assertThat(objects()).isEmpty();
        assertThat(files).isPositive();
    }

    private void start(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of("recordings-free-megabytes", "0", "free-megabytes", "0"));
        all.putAll(settings);
        gateway = RunningGateway.start(folder, true, all);
    }

    /** Records some pictures, and waits for the object. */
    private JsonNode record() {
        return record(0);
    }

    private JsonNode record(long leastMillis) {
        int before = objects().size();
        gateway.api("PATCH", "/api/channels/news", "{\"record\":true}");
        gateway.await(
                "/live/news/recording.json",
                answer -> RecordingIT.isRecorded(answer)
                        && RunningGateway.json(answer).get("durationMillis").longValue() >= leastMillis);
        String recording = RunningGateway.json(gateway.get("/live/news/recording.json"))
                .get("id")
                .textValue();
        gateway.api("PATCH", "/api/channels/news", "{\"record\":false}");
        JsonNode all = gateway.await("/api/objects", answer -> answer.body().contains(recording));
        assertThat(before).isLessThanOrEqualTo(all.get("objects").size());
        for (JsonNode object : all.get("objects")) {
            if (object.path("recording").asText().equals(recording)) {
                return object;
            }
        }
        throw new AssertionError(all.toString());
    }

    private JsonNode objects() {
        return RunningGateway.json(gateway.api("GET", "/api/objects", "")).get("objects");
    }

    private List<Path> recordings() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("recordings"))) {
            return files.filter(Files::isRegularFile)
                    .sorted(Comparator.comparing(Path::toString))
                    .toList();
        }
    }

    private int get(String id, Path to) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        String address = gateway.request("").build().uri().toString();
        PrintStream stream = new PrintStream(said, true, StandardCharsets.UTF_8);
        return new Main(Map.of(), stream, stream).run("get", id, "-o", to.toString(), "--gateway", address);
    }
}
