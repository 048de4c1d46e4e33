package org.bittube.gateway.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.Tags;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recording in several files, for a viewer who goes back to its beginning. */
class RewindAcrossFilesIT {
    private static final long SPLIT_MILLIS = 2_500;
    /** Files begin at keyframes, which come each second. */
    private static final long FILE_MILLIS = 3_000;

    private static final long EPOCH = 77;

    @TempDir
    Path temp;

    private RewindServer server;

    @BeforeEach
    void start() {
        server = new RewindServer(temp, new RecorderOptions(SPLIT_MILLIS, 1L << 40, 0, 0, 0, 1 << 20), 8);
        begin(EPOCH);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void leadsFromTheBeginningToTheEndWithoutAGap() throws Exception {
        List<FlvTag> published = stream(500, 11_500);
        server.running.publish(published);
        JsonObject newest = awaitDuration(9_500, 2_000);
        assertThat(newest.getBoolean("recorded")).isTrue();
        assertThat(newest.getJsonArray("earlier"))
                .isEqualTo(new JsonArray("[[\"id1\",500],[\"id2\",3500],[\"id3\",6500]]"));

        List<FlvTag> found = new ArrayList<>();
        String id = "id1";
        while (id != null) {
            JsonObject file = server.json("recording/" + id + ".json");
            assertThat(file.getString("id")).isEqualTo(id);
            assertThat(file.getLong("epoch")).isEqualTo(EPOCH);
            assertThat(file.getBoolean("over")).isEqualTo(!id.equals("id4"));
            long start = file.getLong("startTimestampMillis");
            tags(file).forEach(tag -> found.add(tag.withTimestamp(tag.timestampMillis() + start)));
            id = file.getString("next");
        }
        assertThat(found).containsExactlyElementsOf(published.subList(1, published.size()));
        JsonObject later = server.json("recording/id2.json?after=1000");
        assertThat(later.getJsonArray("keyframes").getJsonArray(0).getLong(0)).isEqualTo(2_000);
        assertThat(server.ask("recording/id2.json?after=soon").statusCode()).isEqualTo(400);
        assertThat(server.ask("recording/id9.json").statusCode()).isEqualTo(404);
    }

    @Test
    void endOfAFileIsSaidWhenItIsKnownWhatFollows() throws Exception {
        server.running.publish(stream(0, FILE_MILLIS));
        awaitDuration(0, FILE_MILLIS);
        server.running.disk.hang();
        server.running.publish(List.of(Tags.keyframe(FILE_MILLIS), Tags.inter(FILE_MILLIS + 40)));
        JsonObject ended = server.json("recording/id1.json");
        assertThat(ended.getBoolean("over")).isFalse();
        assertThat(ended.getString("next")).isNull();
        assertThat(server.json("recording.json").getString("id")).isEqualTo("id1");
        assertThat(server.ask("recording/id2.json").statusCode())
                .as("nothing of it is on the disk")
                .isEqualTo(404);
        server.running.disk.goOn();
        assertThat(server.await("recording/id1.json", file -> file.getBoolean("over"))
                        .getString("next"))
                .isEqualTo("id2");
        assertThat(server.json("recording.json").getString("id")).isEqualTo("id2");
    }

    @Test
    void whatWasDeletedIsNotNamedAnyMoreNorWhatCameBeforeIt() throws Exception {
        server.running.publish(stream(0, 11_000));
        awaitDuration(9_000, 2_000);
        Map<String, Path> finished = new HashMap<>();
        for (int i = 0; i < 3; i++) {
            RecordingFinished one = server.running.nextFinished();
            finished.put(one.id(), one.file());
        }
        assertThat(server.running.await(() -> server.running.recorders.delete("id1")))
                .isTrue();
        assertThat(server.json("recording.json").getJsonArray("earlier"))
                .isEqualTo(new JsonArray("[[\"id2\",3000],[\"id3\",6000]]"));
        for (String path : new String[] {"recording/id1", "recording/id1.json"}) {
            assertThat(server.ask(path).statusCode()).isEqualTo(404);
        }
        // Somebody who tidies up by hand takes a file from the middle.
        Files.delete(finished.get("id3"));
        assertThat(server.ask("recording/id3").statusCode()).isEqualTo(410);
        assertThat(server.json("recording.json").getJsonArray("earlier")).isEmpty();
        assertThat(server.ask("recording/id2").statusCode()).isEqualTo(404);
    }

    @Test
    void recordingThatWasOffBeginsAnewAndWhatWasBeforeCanBeReadToItsEnd() throws Exception {
        server.running.publish(stream(0, 5_000));
        awaitDuration(3_000, 2_000);
        server.running.await(server.running.recorder::stop);
        assertThat(server.json("recording.json")).isEqualTo(new JsonObject().put("recorded", false));
        assertThat(server.json("recording/id1.json").getString("next")).isEqualTo("id2");
        JsonObject last = server.json("recording/id2.json");
        assertThat(last.getBoolean("over")).isTrue();
        assertThat(last.getString("next")).isNull();

        server.running.publish(stream(5_000, 9_000));
        server.running.start();
        server.running.publish(stream(9_000, 10_000));
        assertThat(awaitDuration(8_000, 2_000).getJsonArray("earlier")).isEmpty();
        assertThat(tags(last)).hasSize(2 * 2_000 / 40);

        begin(EPOCH + 1);
        server.running.publish(stream(0, 1_000));
        JsonObject nextRun = server.await("recording.json", answer -> answer.getLong("epoch", 0L) == EPOCH + 1);
        assertThat(nextRun.getJsonArray("earlier")).isEmpty();
        assertThat(server.json("recording/id3.json").getBoolean("over")).isTrue();
        assertThat(server.ask("recording/id2.json").statusCode()).isEqualTo(404);
    }

    private void begin(long epochMillis) {
        server.running.on(() -> {
            server.running.stream.beginEpoch(epochMillis);
            return null;
        });
    }

    /** What is being recorded, when the file that begins at that time is so long on the disk. */
    private JsonObject awaitDuration(long startMillis, long durationMillis) throws Exception {
        return server.await(
                "recording.json",
                answer -> answer.getBoolean("recorded")
                        && answer.getLong("startTimestampMillis") == startMillis
                        && answer.getLong("durationMillis") == durationMillis);
    }

    /** The frames of a file, which are read from its first keyframe on. */
    private List<FlvTag> tags(JsonObject file) throws Exception {
        byte[] bytes = server.client
                .send(server.request("recording/" + file.getString("id")), BodyHandlers.ofByteArray())
                .body();
        int from = file.getJsonArray("keyframes").getJsonArray(0).getInteger(1);
        Buffer prelude = Buffer.buffer(Base64.getUrlDecoder().decode(file.getString("prelude")));
        return Tags.read(prelude.appendBytes(bytes, from, bytes.length - from)).stream()
                .filter(tag -> !tag.isSequenceHeader())
                .toList();
    }

    /** A header, then pictures each 40 ms, each 1,000th ms of them a keyframe, and as many sounds. */
    private static List<FlvTag> stream(long fromMillis, long toMillis) {
        List<FlvTag> tags = new ArrayList<>(List.of(Tags.videoHeader(fromMillis, 1)));
        for (long millis = fromMillis; millis < toMillis; millis += 40) {
            tags.add((millis - fromMillis) % 1_000 == 0 ? Tags.keyframe(millis) : Tags.inter(millis));
            tags.add(Tags.audio(millis));
        }
        return tags;
    }
}
