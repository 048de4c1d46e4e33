package org.bittube.gateway.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bittube.db.recordings.RecordingRecord;
import org.bittube.db.recordings.RecordingRecord.State;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.Tags;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class RecordersTest {
    @TempDir
    Path temp;

    @ParameterizedTest
    @FieldSource("org.bittube.gateway.flv.Tags#FIXTURES")
    void aRunOfTheStreamBecomesAFileWithTheSameFrames(String fixture) throws Exception {
        List<FlvTag> published = Tags.of(fixture);
        try (RunningRecorders running = open(RunningRecorders.OPTIONS)) {
            running.start();
            running.epoch(5_000, published);
            RecordingFinished finished = running.nextFinished();
            assertThat(finished.channel()).isEqualTo("news");
            assertThat(finished.sizeBytes()).isEqualTo(Files.size(finished.file()));
            assertThat(finished.started()).isEqualTo(Instant.ofEpochMilli(running.clockMillis.get()));
            FlvTag first =
                    published.stream().filter(FlvTag::isKeyframe).findFirst().orElseThrow();
            long start = first.timestampMillis();
            List<FlvTag> expected = frames(published.subList(published.indexOf(first), published.size()));
            assertThat(RunningRecorders.tags(finished.file()).stream().filter(tag -> !tag.isSequenceHeader()))
                    .containsExactlyElementsOf(expected.stream()
                            .map(tag -> tag.withTimestamp(Math.max(0, tag.timestampMillis() - start)))
                            .toList());
            RecordingRecord kept = running.store.all().get(0);
            assertThat(kept.epochMillis()).isEqualTo(5_000);
            assertThat(kept.startTimestampMillis()).isEqualTo(start);
            assertThat(kept.durationMillis())
                    .isEqualTo(finished.durationMillis())
                    .isPositive();
        }
    }

    @Test
    void recordingThatIsTurnedOnInTheMiddleBeginsAtTheLastKeyframe() throws Exception {
        try (RunningRecorders running = open(RunningRecorders.OPTIONS)) {
            running.on(() -> {
                running.stream.beginEpoch(1);
                return null;
            });
            running.publish(List.of(
                    Tags.videoHeader(0, 1), Tags.keyframe(0), Tags.inter(40), Tags.keyframe(1_000), Tags.inter(1_040)));
            running.start();
            running.publish(List.of(Tags.inter(1_080)));
            assertThat(running.on(running.recorder::status).state()).isEqualTo(RecorderStatus.State.RECORDING);
            running.await(running.recorder::stop);
            assertThat(running.on(running.recorder::status).state()).isEqualTo(RecorderStatus.State.OFF);
            running.publish(List.of(Tags.keyframe(2_000)));
            RecordingFinished finished = running.nextFinished();
            assertThat(RunningRecorders.tags(finished.file()))
                    .containsExactly(
                            Tags.videoHeader(0, 1),
                            Tags.keyframe(1_000).withTimestamp(0),
                            Tags.inter(1_040).withTimestamp(40),
                            Tags.inter(1_080).withTimestamp(80));
            assertThat(running.store.all().get(0).startTimestampMillis()).isEqualTo(1_000);
        }
    }

    @Test
    void filesAreSplitAtKeyframesAndNothingIsLostBetweenThem() throws Exception {
        List<FlvTag> published = new ArrayList<>(List.of(Tags.videoHeader(0, 1), Tags.audioHeader(0)));
        for (long millis = 0; millis < 10_000; millis += 40) {
            published.add(millis % 1_000 == 0 ? Tags.keyframe(millis) : Tags.inter(millis));
            published.add(Tags.audio(millis + 10));
        }
        try (RunningRecorders running = open(new RecorderOptions(2_500, 1L << 40, 0, 0, 0, 1 << 20))) {
            running.start();
            running.epoch(1, published);
            List<FlvTag> found = new ArrayList<>();
            for (int file = 0; file < 4; file++) {
                RecordingFinished finished = running.nextFinished();
                List<FlvTag> tags = RunningRecorders.tags(finished.file());
                assertThat(tags.get(0)).isEqualTo(Tags.videoHeader(0, 1));
                assertThat(tags.get(1)).isEqualTo(Tags.audioHeader(0));
                assertThat(tags.get(2).isKeyframe()).isTrue();
                long start = startOf(running, finished.id());
                tags.subList(2, tags.size())
                        .forEach(tag -> found.add(tag.withTimestamp(tag.timestampMillis() + start)));
            }
            assertThat(found).containsExactlyInAnyOrderElementsOf(frames(published));
            assertThat(running.finishedAlready()).isNull();
        }
    }

    @Test
    void otherHeadersAndOtherRunsBeginAnotherFile() throws Exception {
        try (RunningRecorders running = open(RunningRecorders.OPTIONS)) {
            running.start();
            running.epoch(
                    1,
                    List.of(
                            Tags.videoHeader(0, 1),
                            Tags.keyframe(0),
                            Tags.inter(40),
                            Tags.videoHeader(80, 2),
                            Tags.keyframe(80)));
            running.epoch(2, List.of(Tags.videoHeader(0, 2), Tags.keyframe(0)));
            List<List<FlvTag>> files = new ArrayList<>();
            for (int file = 0; file < 3; file++) {
                files.add(RunningRecorders.tags(running.nextFinished().file()));
            }
            assertThat(files)
                    .containsExactlyInAnyOrder(
                            List.of(Tags.videoHeader(0, 1), Tags.keyframe(0), Tags.inter(40)),
                            List.of(Tags.videoHeader(0, 2), Tags.keyframe(80).withTimestamp(0)),
                            List.of(Tags.videoHeader(0, 2), Tags.keyframe(0)));
        }
    }

    @Test
    void streamWithoutAFrameLeavesNoFile() throws Exception {
        try (RunningRecorders running = open(RunningRecorders.OPTIONS)) {
            running.start();
            running.epoch(1, List.of(Tags.videoHeader(0, 1), Tags.inter(0)));
            running.epoch(2, List.of(Tags.keyframe(0)));
            assertThat(startOf(running, running.nextFinished().id())).isZero();
            assertThat(running.store.all()).hasSize(1);
        }
    }

    @Test
    void olderFilesGoWhenThereAreTooMany() throws Exception {
        try (RunningRecorders running = open(new RecorderOptions(1_000_000, 1L << 40, 0, 1, 0, 1 << 20))) {
            running.start();
            running.epoch(1, List.of(Tags.keyframe(0)));
            RecordingFinished first = running.nextFinished();
            running.clockMillis.addAndGet(1_000);
            running.epoch(2, List.of(Tags.keyframe(0)));
            RecordingFinished second = running.nextFinished();
            // The listener has answered about the first by the time at which the next look finds it.
            running.on(() -> {
                running.recorders.lookAfterDisk();
                return null;
            });
            assertThat(running.nextDeleted()).isEqualTo(first.id());
            running.await(running.recorders::close);
            assertThat(first.file()).doesNotExist();
            assertThat(second.file()).exists();
            assertThat(running.store.all()).extracting(RecordingRecord::id).containsExactly(second.id());
        }
    }

    @Test
    void roomIsMadeWithTheOldestAndThenRecordingEnds() throws Exception {
        try (RunningRecorders running = open(new RecorderOptions(1_000_000, 1L << 40, 0, 0, 5_000, 1 << 20))) {
            running.start();
            for (int epoch = 1; epoch <= 2; epoch++) {
                running.clockMillis.addAndGet(1_000);
                running.epoch(epoch, List.of(Tags.keyframe(0)));
                running.nextFinished();
            }
            running.on(() -> {
                running.stream.beginEpoch(3);
                running.stream.publish(Tags.keyframe(0));
                return null;
            });
            // Each file that is deleted frees 1,000 bytes here.
            running.disk.usable.set(4_500);
            assertThat(running.nextDeletedByLooking()).isEqualTo("id1");
            assertThat(running.on(running.recorder::status).state()).isEqualTo(RecorderStatus.State.RECORDING);
            running.disk.usable.set(1_000);
            assertThat(running.nextDeletedByLooking()).isEqualTo("id2");
            RecorderStatus status = running.awaitState(RecorderStatus.State.FAILED);
            assertThat(status.lastError()).contains("free", "make room");
            assertThat(status.wanted()).isTrue();
            assertThat(running.nextFinished().id()).isEqualTo("id3");
        }
    }

    @Test
    void listenerThatFailedIsToldAgainAfterTheNextStart() throws Exception {
        RecordingFinished first;
        try (RunningRecorders running = open(RunningRecorders.OPTIONS)) {
            running.answer = Future.failedFuture("busy");
            running.start();
            running.epoch(1, List.of(Tags.keyframe(0)));
            first = running.nextFinished();
        }
        try (RunningRecorders running = open(RunningRecorders.OPTIONS)) {
            assertThat(running.nextFinished()).isEqualTo(first);
        }
        try (RunningRecorders running = open(RunningRecorders.OPTIONS)) {
            assertThat(running.finishedAlready()).isNull();
            assertThat(running.store.all()).extracting(RecordingRecord::state).containsExactly(State.FILED);
        }
    }

    @Test
    void endOfTheProcessFinishesWhatIsBeingWritten() throws Exception {
        try (RunningRecorders running = open(RunningRecorders.OPTIONS)) {
            running.start();
            running.on(() -> {
                running.stream.beginEpoch(1);
                running.stream.publish(Tags.keyframe(0));
                return null;
            });
        }
        try (RunningRecorders running = new RunningRecorders(temp, RunningRecorders.OPTIONS)) {
            RecordingRecord kept = running.store.all().get(0);
            assertThat(kept.state()).isNotEqualTo(State.RECORDING);
            assertThat(RunningRecorders.tags(running.folder.resolve(kept.file())))
                    .containsExactly(Tags.keyframe(0));
        }
    }

    private RunningRecorders open(RecorderOptions options) {
        RunningRecorders running = new RunningRecorders(temp, options);
        running.open();
        return running;
    }

    private static long startOf(RunningRecorders running, String id) {
        return running.store.all().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow()
                .startTimestampMillis();
    }

    private static List<FlvTag> frames(List<FlvTag> tags) {
        return tags.stream()
                .filter(tag -> !tag.isSequenceHeader() && !tag.isMetadata() && !Tags.endsSequence(tag))
                .toList();
    }
}
