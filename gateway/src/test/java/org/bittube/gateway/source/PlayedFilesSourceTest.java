package org.bittube.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.TagType;
import org.bittube.gateway.flv.Tags;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlayedFilesSourceTest {
    @TempDir
    Path media;

    private final Vertx vertx = Vertx.vertx();
    private final RecordingListener listener = new RecordingListener();
    private final long originNanos = System.nanoTime();
    private final AtomicLong jumpMillis = new AtomicLong();

    private Source source;

    @AfterEach
    void close() throws Exception {
        source.stop().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void playsTheClipAtItsPaceAgainAndAgainInOneEpoch() throws IOException {
        Files.write(media.resolve("clip.flv"), Tags.bytes("h264-aac.flv").getBytes());
        List<Long> aheadMillis = new ArrayList<>();
        long[] start = {-1};
        source = loop("clip.flv");
        source.start(new SourceListener() {
            @Override
            public void onEpoch() {
                listener.onEpoch();
            }

            @Override
            public void onTag(FlvTag tag) {
                long now = fastClock();
                start[0] = start[0] < 0 ? now : start[0];
                synchronized (aheadMillis) {
                    aheadMillis.add(tag.timestampMillis() - (now - start[0]));
                }
                listener.onTag(tag);
            }

            @Override
            public void onDiscontinuity() {
                listener.onDiscontinuity();
            }
        });
        List<FlvTag> tags = listener.await(500);
        for (TagType type : List.of(TagType.VIDEO, TagType.AUDIO)) {
            List<Long> times = tags.stream()
                    .filter(tag -> tag.type() == type)
                    .map(FlvTag::timestampMillis)
                    .toList();
            assertThat(times).isSorted();
            for (int i = 1; i < times.size(); i++) {
                assertThat(times.get(i) - times.get(i - 1)).isLessThan(250);
            }
        }
        synchronized (aheadMillis) {
            assertThat(aheadMillis)
                    .as("no tag comes long before it is due, 500 ms being 50 real ones")
                    .allMatch(ahead -> ahead <= 500);
        }
        assertThat(listener.count("epoch")).isEqualTo(1);
        assertThat(listener.count("discontinuity")).isZero();
        assertThat(tags).filteredOn(FlvTag::isSequenceHeader).hasSize(2);
        assertThat(source.status().repairs()).isEmpty();
    }

    @Test
    void aClockThatJumpsCausesNeitherABurstNorAStandstill() throws IOException {
        Files.write(media.resolve("clip.flv"), Tags.bytes("h264-aac.flv").getBytes());
        source = loop("clip.flv");
        source.start(listener);
        listener.await(50);
        jumpMillis.addAndGet(3_600_000);
        int before = listener.tags().size();
        long beforeMillis = listener.tags().get(before - 1).timestampMillis();
        listener.await(before + 50);
        assertThat(listener.tags().get(before + 49).timestampMillis() - beforeMillis)
                .isLessThan(5_000);
        jumpMillis.addAndGet(-3_600_000);
        listener.await(listener.tags().size() + 50);
    }

    @Test
    void aClipThatIsNotThereIsWaitedFor() throws IOException {
        source = loop("clip.flv");
        source.start(listener);
        awaitError(SourceState.WAITING, "clip.flv is not there");
        Files.write(media.resolve("clip.flv"), Tags.bytes("h264-aac.flv").getBytes());
        listener.await(10);
        assertThat(source.status().state()).isEqualTo(SourceState.RUNNING);
    }

    @Test
    void aClipThatIsNoFlvOrHoldsNothingIsAFailureInWords() throws IOException {
        Files.writeString(media.resolve("page.flv"), "<html><body></body></html>");
        source = loop("page.flv");
        source.start(listener);
        awaitError(SourceState.FAILED, "page.flv is a web page (HTML), no FLV");
        source.stop();
        Files.write(
                media.resolve("empty.flv"), Tags.file(List.of(Tags.metadata(0))).getBytes());
        source = loop("empty.flv");
        source.start(listener);
        awaitError(SourceState.FAILED, "holds neither sound nor picture");
    }

    @Test
    void filesFollowEachOtherWithoutAGapAndOneThatIsNotThereIsPassedOver() throws IOException {
        Files.write(media.resolve("a.flv"), Tags.bytes("h264-aac.flv").getBytes());
        Files.write(media.resolve("b.flv"), pictures(3).getBytes());
        source = play(false, "a.flv", "gone.flv", "b.flv");
        source.start(listener);
        awaitError(SourceState.WAITING, "All files were played");
        List<FlvTag> videos = listener.tags().stream()
                .filter(tag -> tag.type() == TagType.VIDEO && !tag.isSequenceHeader())
                .toList();
        long ofA = Tags.of("h264-aac.flv").stream()
                .filter(tag -> tag.type() == TagType.VIDEO && !tag.isSequenceHeader() && !Tags.endsSequence(tag))
                .count();
        assertThat(videos).hasSize((int) ofA + 3);
        for (int i = 1; i < videos.size(); i++) {
            assertThat(videos.get(i).timestampMillis() - videos.get(i - 1).timestampMillis())
                    .isBetween(0L, 250L);
        }
        assertThat(listener.tags())
                .as("the other file has another header")
                .filteredOn(tag -> tag.type() == TagType.VIDEO && tag.isSequenceHeader())
                .hasSize(2);
        assertThat(listener.count("epoch")).isEqualTo(1);
        assertThat(listener.count("discontinuity")).isZero();
    }

    @Test
    void loopsAroundAllFiles() throws IOException {
        Files.write(media.resolve("a.flv"), pictures(2).getBytes());
        Files.write(media.resolve("b.flv"), pictures(3).getBytes());
        source = play(true, "a.flv", "b.flv");
        source.start(listener);
        List<FlvTag> tags = listener.await(30);
        assertThat(tags).filteredOn(FlvTag::isSequenceHeader).hasSize(1);
        assertThat(tags.stream().map(FlvTag::timestampMillis).toList()).isSorted();
    }

    /** So many pictures, 40 ms each, with a header of their own. */
    private static Buffer pictures(int count) {
        List<FlvTag> tags = new ArrayList<>(List.of(Tags.videoHeader(0, 7)));
        for (int i = 0; i < count; i++) {
            tags.add(i == 0 ? Tags.keyframe(0) : Tags.inter(i * 40L));
        }
        return Tags.file(tags);
    }

    /** Ten times as fast as the real one. */
    private long fastClock() {
        return jumpMillis.get() + (System.nanoTime() - originNanos) / 100_000;
    }

    private Source loop(String name) {
        return play(true, name);
    }

    private Source play(boolean loop, String... names) {
        FilesSpec spec = new FilesSpec(Stream.of(names).map(Path::of).toList(), loop);
        return new PlayedFilesSource(vertx, spec, new MediaFolders(List.of(media)), this::fastClock);
    }

    private void awaitError(SourceState state, String words) {
        Await.until(
                () -> source.status().state() == state
                        && source.status().lastError() != null
                        && source.status().lastError().contains(words),
                source::status);
    }
}
