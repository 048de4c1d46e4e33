package org.bittube.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.Tags;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTailSourceTest {
    private static final Buffer CLIP = Tags.bytes("h264-aac.flv");
    private static final List<FlvTag> CLIP_TAGS = Tags.of("h264-aac.flv");

    @TempDir
    Path root;

    private final Vertx vertx = Vertx.vertx();
    private final RecordingListener listener = new RecordingListener();
    private Path file;
    private Source source;

    @BeforeEach
    void make() throws IOException {
        Path media = Files.createDirectory(root.resolve("media"));
        file = media.resolve("live.flv");
        MediaFolders folders = new MediaFolders(List.of(media));
        source =
                new FileTailSource(vertx, new FileSpec(Path.of("live.flv"), false), folders, System::currentTimeMillis);
    }

    @AfterEach
    void close() throws Exception {
        source.stop().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void aFileThatIsNotThereYetIsWaitedForAndThenFollowed() throws IOException {
        source.start(listener);
        await(SourceState.WAITING, "is not there yet");
        Files.createFile(file);
        await(SourceState.WAITING, "is empty so far");
        for (int at = 0; at < CLIP.length(); at += 5_000) {
            append(CLIP.getBuffer(at, Math.min(CLIP.length(), at + 5_000)));
        }
        assertThat(listener.await(CLIP_TAGS.size())).isEqualTo(CLIP_TAGS);
        assertThat(source.status().state()).isEqualTo(SourceState.RUNNING);
        assertThat(listener.count("epoch")).isEqualTo(1);
    }

    @Test
    void halfATagIsHeldBack() throws IOException {
        Files.createFile(file);
        source.start(listener);
        await(SourceState.WAITING, "is empty so far");
        Buffer two = Tags.file(List.of(Tags.keyframe(0), Tags.inter(40)));
        append(two.getBuffer(0, two.length() - 1));
        assertThat(listener.await(1)).containsExactly(Tags.keyframe(0));
        append(two.getBuffer(two.length() - 1, two.length()));
        assertThat(listener.await(2)).containsExactly(Tags.keyframe(0), Tags.inter(40));
    }

    @Test
    void whatTheFileHoldsAlreadyIsSkippedToTheLastKeyframe() throws IOException {
        append(Tags.file(List.of(
                Tags.metadata(0),
                Tags.videoHeader(0, 1),
                Tags.keyframe(0),
                Tags.inter(40),
                Tags.keyframe(50_000),
                Tags.inter(50_040))));
        source.start(listener);
        assertThat(listener.await(4).subList(0, 2)).containsExactly(Tags.metadata(0), Tags.videoHeader(0, 1));
        assertThat(listener.events()).containsExactly("epoch", "SCRIPT 0", "VIDEO 0", "VIDEO 0", "VIDEO 40");
        assertThat(listener.tags().get(2).body())
                .isEqualTo(Tags.keyframe(50_000).body());
    }

    @Test
    void withNoKeyframeAmongTheLastTenSecondsItBeginsWithTheNext() throws IOException {
        append(Tags.file(List.of(Tags.videoHeader(0, 1), Tags.keyframe(0), Tags.inter(11_000))));
        source.start(listener);
        listener.await(1);
        appendTags(Tags.inter(11_040), Tags.audio(11_050), Tags.keyframe(11_080), Tags.inter(11_120));
        assertThat(listener.await(3)).first().isEqualTo(Tags.videoHeader(0, 1));
        assertThat(listener.events()).containsExactly("epoch", "VIDEO 0", "VIDEO 0", "VIDEO 40");
        assertThat(listener.tags().get(1).body())
                .isEqualTo(Tags.keyframe(11_080).body());
    }

    @Test
    void aTruncatedFileIsANewEpoch() throws IOException {
        append(CLIP);
        source.start(listener);
        listener.await(5);
        Files.write(file, new byte[0]);
        await(SourceState.WAITING, "is empty so far");
        append(Tags.file(List.of(Tags.keyframe(0), Tags.inter(40))));
        Await.until(() -> listener.count("epoch") == 2, listener::events);
        List<String> events = listener.events();
        Await.until(() -> endsWith("epoch", "VIDEO 0", "VIDEO 40"), () -> events);
        assertThat(listener.count("discontinuity")).isZero();
    }

    @Test
    void aReplacedFileIsANewEpochEvenWhenItIsLarger() throws IOException {
        append(Tags.file(List.of(Tags.keyframe(0))));
        source.start(listener);
        listener.await(1);
        Path other = root.resolve("other.flv");
        Files.write(
                other,
                Tags.file(List.of(Tags.keyframe(7), Tags.inter(47), Tags.inter(87)))
                        .getBytes());
        Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);
        Await.until(() -> endsWith("epoch", "VIDEO 0", "VIDEO 40", "VIDEO 80"), listener::events);
        appendTags(Tags.inter(127));
        Await.until(() -> endsWith("VIDEO 80", "VIDEO 120"), listener::events);
    }

    @Test
    void aFileThatVanishesIsWaitedForAndIsANewEpochWhenItComesBack() throws IOException {
        append(Tags.file(List.of(Tags.keyframe(0))));
        source.start(listener);
        listener.await(1);
        Files.delete(file);
        await(SourceState.WAITING, "is not there yet");
        append(Tags.file(List.of(Tags.keyframe(0), Tags.inter(40))));
        Await.until(() -> endsWith("epoch", "VIDEO 0", "epoch", "VIDEO 0", "VIDEO 40"), listener::events);
    }

    @Test
    void aFileThatIsNoFlvIsSaidToBeSoAndAGoodOneInItsPlaceRuns() throws IOException {
        Files.writeString(file, "<!DOCTYPE html><html>");
        source.start(listener);
        await(SourceState.FAILED, "live.flv is a web page (HTML), no FLV");
        Path other = root.resolve("other.flv");
        Files.write(other, Tags.file(List.of(Tags.keyframe(0))).getBytes());
        Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);
        assertThat(listener.await(1)).containsExactly(Tags.keyframe(0));
        Await.until(() -> source.status().state() == SourceState.RUNNING, source::status);
    }

    @Test
    void aFileThatBecomesALinkToTheOutsideIsNotReadOn() throws IOException {
        append(Tags.file(List.of(Tags.keyframe(0))));
        source.start(listener);
        listener.await(1);
        Path outside = Files.write(root.resolve("secret.flv"), CLIP.getBytes());
        Files.delete(file);
        Files.createSymbolicLink(file, outside);
        await(SourceState.FAILED, "is outside of the media folders");
        assertThat(listener.tags()).hasSize(1);
    }

    @Test
    void damageIsPassedOverAndCounted() throws IOException {
        Files.createFile(file);
        source.start(listener);
        await(SourceState.WAITING, "is empty so far");
        append(Tags.file(List.of(Tags.keyframe(0))).appendBytes(new byte[50]));
        appendTags(Tags.inter(40), Tags.inter(80));
        assertThat(listener.await(3)).containsExactly(Tags.keyframe(0), Tags.inter(40), Tags.inter(80));
        Await.until(() -> source.status().resyncs() == 1, source::status);
    }

    private void append(Buffer bytes) throws IOException {
        Files.write(file, bytes.getBytes(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void appendTags(FlvTag... tags) throws IOException {
        Buffer whole = Tags.file(List.of(tags));
        append(whole.getBuffer(13, whole.length()));
    }

    private boolean endsWith(String... events) {
        List<String> all = listener.events();
        return all.size() >= events.length
                && all.subList(all.size() - events.length, all.size()).equals(List.of(events));
    }

    private void await(SourceState state, String words) {
        Await.until(
                () -> source.status().state() == state
                        && source.status().lastError() != null
                        && source.status().lastError().contains(words),
                source::status);
    }
}
