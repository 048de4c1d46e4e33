package org.bittube.gateway.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bittube.db.recordings.RecordingRecord;
import org.bittube.db.recordings.RecordingRecord.State;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.Tags;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a crash left is finished at the next start. */
class RecordingRepairTest {
    @TempDir
    Path temp;

    private byte[] whole = new byte[0];
    private List<FlvTag> tags = List.of();

    @BeforeEach
    void recordSomething() throws IOException {
        Path other = temp.resolve("other");
        try (RunningRecorders running = new RunningRecorders(other, RunningRecorders.OPTIONS)) {
            running.open();
            running.start();
            running.epoch(1, Tags.of("h264-aac.flv"));
            Path file = running.nextFinished().file();
            whole = Files.readAllBytes(file);
            tags = RunningRecorders.tags(file);
        }
    }

    @Test
    void everythingUpToTheTagThatWasCutIsKept() throws Exception {
        long seed = new Random().nextLong();
        System.out.println("RecordingRepairTest seed=" + seed);
        Random random = new Random(seed);
        int firstFrames = RecordingHead.BYTES + 2_000;
        for (int round = 0; round < 12; round++) {
            int length = firstFrames + random.nextInt(whole.length - firstFrames);
            RecordingFinished repaired = repair(Arrays.copyOf(whole, length));
            List<FlvTag> kept = RunningRecorders.tags(repaired.file());
            assertThat(kept).as("seed %d", seed).isEqualTo(tags.subList(0, kept.size()));
            assertThat(repaired.sizeBytes()).isEqualTo(Files.size(repaired.file()));
            int next = kept.size() < tags.size() ? tags.get(kept.size()).encodedLength() : 1;
            assertThat(length - repaired.sizeBytes()).isBetween(0L, (long) next - 1);
            assertThat(repaired.durationMillis()).isPositive();
        }
    }

    @Test
    void fileThatNeedsNothingIsTheSameAfterwards() throws Exception {
        assertThat(Files.readAllBytes(repair(whole).file())).isEqualTo(whole);
    }

    @Test
    void zerosThatAPowerCutLeftAreCutOff() throws Exception {
        byte[] padded = Arrays.copyOf(whole, whole.length + 50_000);
        assertThat(Files.readAllBytes(repair(padded).file())).isEqualTo(whole);
    }

    @Test
    void whatHasNoFrameIsForgotten() throws Exception {
        try (RunningRecorders running = new RunningRecorders(temp, RunningRecorders.OPTIONS)) {
            crashed(running, "gone", null);
            crashed(running, "empty", new byte[0]);
            crashed(running, "half-head", Arrays.copyOf(whole, 1_000));
            crashed(running, "head", Arrays.copyOf(whole, RecordingHead.BYTES));
            crashed(running, "no-flv", new byte[100_000]);
            crashed(running, "good", whole);
            running.open();
            // They are repaired in the order of their names.
            assertThat(running.nextFinished().id()).isEqualTo("good");
            RecordingFinished others = running.finishedAlready();
            assertThat(others).isNull();
        }
        try (RunningRecorders running = new RunningRecorders(temp, RunningRecorders.OPTIONS)) {
            running.open();
            running.await(running.recorders::close);
            assertThat(running.store.all()).extracting(RecordingRecord::id).containsExactly("good");
            try (var left = Files.list(running.folder.resolve("news"))) {
                assertThat(left).hasSize(1);
            }
        }
    }

    private RecordingFinished repair(byte[] left) throws IOException {
        try (RunningRecorders running = new RunningRecorders(temp, RunningRecorders.OPTIONS)) {
            running.store.all().forEach(one -> running.store.delete(one.id()));
            crashed(running, "crashed", left);
            running.open();
            return running.nextFinished();
        }
    }

    private static void crashed(RunningRecorders running, String id, byte[] left) throws IOException {
        String file = "news/" + id + ".flv";
        running.store.insert(new RecordingRecord(
                id, "news", file, State.RECORDING, Instant.ofEpochMilli(id.equals("good") ? 2 : 1), 1, 0, 0, 0));
        Path path = running.folder.resolve(file);
        Files.createDirectories(path.getParent());
        if (left != null) {
            Files.write(path, left, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
        }
    }
}
