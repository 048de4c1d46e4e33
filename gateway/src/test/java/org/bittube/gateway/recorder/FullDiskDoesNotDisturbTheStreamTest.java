package org.bittube.gateway.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bittube.db.recordings.RecordingRecord.State;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.Tags;
import org.bittube.gateway.stream.LiveSubscriber;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A disk that is full or hangs ends the recording, with what was written before; the stream and its viewers notice nothing. */
class FullDiskDoesNotDisturbTheStreamTest {
    @TempDir
    Path temp;

    @ParameterizedTest
    @ValueSource(longs = {100, 32_768, 32_768 + 30, 32_768 + 5_000})
    void whatFittedIsAWholeFileAndTheStatusSaysWhatToDo(long room) throws Exception {
        try (RunningRecorders running = new RunningRecorders(temp, RunningRecorders.OPTIONS)) {
            running.open();
            List<FlvTag> seen = watch(running);
            running.disk.room.set(room);
            running.start();
            running.on(() -> {
                running.stream.beginEpoch(1);
                return null;
            });
            List<FlvTag> published = tags(0, 40);
            running.publish(published);
            running.awaitState(RecorderStatus.State.RECORDING);
            // A second write, for the first may not have fitted at all.
            List<FlvTag> later = tags(40, 400);
            RecorderStatus status = running.awaitState(RecorderStatus.State.RECORDING);
            while (status.state() == RecorderStatus.State.RECORDING && status.bytes() == 0) {
                status = running.on(running.recorder::status);
            }
            running.publish(later);
            status = running.awaitState(RecorderStatus.State.FAILED);
            assertThat(status.lastError()).contains("full", "make room");
            assertThat(status.wanted()).isTrue();
            assertThat(seen).hasSize(published.size() + later.size());

            RecordingFinished kept = room > 32_768 + 4_000 ? running.nextFinished() : null;
            if (kept != null) {
                List<FlvTag> tags = RunningRecorders.tags(kept.file());
                List<FlvTag> all = new ArrayList<>(published);
                all.addAll(later);
                assertThat(tags).isNotEmpty().isEqualTo(all.subList(0, tags.size()));
                assertThat(kept.sizeBytes()).isEqualTo(Files.size(kept.file()));
            }

            running.disk.room.set(Long.MAX_VALUE / 2);
            running.start();
            assertThat(running.on(running.recorder::status).lastError()).isNull();
            running.publish(tags(400, 420));
            running.await(running.recorder::stop);
            RecordingFinished again = running.nextFinished();
            assertThat(RunningRecorders.tags(again.file())).isNotEmpty();
            assertThat(running.store.all()).noneMatch(one -> one.state() == State.RECORDING);
        }
    }

    @Test
    void diskThatHangsEndsTheRecordingWhenTheQueueIsFull() throws Exception {
        RecorderOptions options = new RecorderOptions(1_000_000, 1L << 40, 0, 0, 0, 20_000);
        try (RunningRecorders running = new RunningRecorders(temp, options)) {
            running.open();
            List<FlvTag> seen = watch(running);
            running.disk.hang();
            running.start();
            running.on(() -> {
                running.stream.beginEpoch(1);
                return null;
            });
            List<FlvTag> published = tags(0, 2_000);
            running.publish(published);
            RecorderStatus status = running.awaitState(RecorderStatus.State.FAILED);
            assertThat(status.lastError()).contains("less than the stream brings");
            assertThat(seen).hasSameSizeAs(published);
            running.disk.goOn();
            running.start();
            running.await(running.recorder::stop);
            assertThat(RunningRecorders.tags(running.nextFinished().file())).isNotEmpty();
        }
    }

    @Test
    void fileIsForcedOutEverySecondAndWrittenToMeanwhile() throws Exception {
        try (RunningRecorders running = new RunningRecorders(temp, RunningRecorders.OPTIONS)) {
            running.open();
            running.disk.hangForcing();
            running.start();
            running.on(() -> {
                running.stream.beginEpoch(1);
                return null;
            });
            running.publish(tags(0, 40));
            assertThat(running.disk.forces.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
            long before = running.on(running.recorder::status).bytes();
            assertThat(before).isPositive();
            running.publish(tags(40, 80));
            RecorderStatus status = running.on(running.recorder::status);
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (status.bytes() == before) {
                assertThat(System.nanoTime()).isLessThan(deadline);
                status = running.on(running.recorder::status);
            }
            assertThat(status.state()).isEqualTo(RecorderStatus.State.RECORDING);
            running.disk.goOn();
            assertThat(running.disk.forces.tryAcquire(20, TimeUnit.SECONDS))
                    .as("what came meanwhile, too")
                    .isTrue();
            running.await(running.recorder::stop);
            assertThat(RunningRecorders.tags(running.nextFinished().file())).hasSize(80);
        }
    }

    private static List<FlvTag> watch(RunningRecorders running) {
        List<FlvTag> seen = new ArrayList<>();
        running.on(() -> running.stream.subscribe(new LiveSubscriber() {
            @Override
            public void onEpoch(long epochMillis) {}

            @Override
            public void onTag(FlvTag tag) {
                seen.add(tag);
            }

            @Override
            public void onDiscontinuity() {}

            @Override
            public void onEnd() {}
        }));
        return seen;
    }

    private static List<FlvTag> tags(int from, int to) {
        List<FlvTag> tags = new ArrayList<>();
        for (int i = from; i < to; i++) {
            tags.add(i % 10 == 0 ? Tags.keyframe(i * 40L) : Tags.inter(i * 40L));
        }
        return tags;
    }
}
