package org.bittube.gateway.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.bittube.db.Database;
import org.bittube.db.recordings.RecordingStore;
import org.bittube.gateway.flv.FlvReader;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.stream.LiveStream;
import org.jspecify.annotations.Nullable;

/** Recorders on an event loop, with a database and a folder, and a stream to record. */
final class RunningRecorders implements AutoCloseable {
    static final RecorderOptions OPTIONS = new RecorderOptions(1_000_000, 1L << 40, 0, 0, 0, 1 << 20);

    private static final long PATIENCE_SECONDS = 20;

    final Path folder;
    final NarrowDisk disk;
    final RecordingStore store;
    final LiveStream stream = new LiveStream("news");
    final ChannelRecorder recorder;
    final Recorders recorders;
    final AtomicLong clockMillis = new AtomicLong(1_764_590_000_000L);

    /** What the listener answers from now on. */
    volatile Future<Void> answer = Future.succeededFuture();

    private final BlockingQueue<RecordingFinished> finished = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> deleted = new LinkedBlockingQueue<>();
    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final Database database;
    private final AtomicLong ids = new AtomicLong();

    RunningRecorders(Path temp, RecorderOptions options) {
        folder = temp.resolve("recordings");
        disk = new NarrowDisk(new FolderDisk(folder));
        database = Database.open(temp.resolve("data"));
        store = new RecordingStore(database);
        ids.set(store.all().size());
        recorders = new Recorders(
                vertx, options, store, disk, clockMillis::get, () -> "id" + ids.incrementAndGet(), new Listener());
        recorder = recorders.follow(stream);
    }

    void open() {
        await(recorders::open);
    }

    Vertx vertx() {
        return vertx;
    }

    /** Runs on the event loop. */
    <T> T on(Supplier<T> work) {
        CompletableFuture<T> done = new CompletableFuture<>();
        context.runOnContext(turn -> {
            try {
                done.complete(work.get());
            } catch (RuntimeException | Error e) {
                done.completeExceptionally(e);
            }
        });
        return done.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    <T> T await(Supplier<Future<T>> work) {
        return on(work).toCompletionStage()
                .toCompletableFuture()
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    void publish(List<FlvTag> tags) {
        on(() -> {
            tags.forEach(stream::publish);
            return null;
        });
    }

    /** A whole run of the stream. */
    void epoch(long epochMillis, List<FlvTag> tags) {
        on(() -> {
            stream.beginEpoch(epochMillis);
            tags.forEach(stream::publish);
            stream.endEpoch();
            return null;
        });
    }

    void start() {
        on(() -> {
            recorder.start();
            return null;
        });
    }

    RecordingFinished nextFinished() {
        return take(finished);
    }

    @Nullable
    RecordingFinished finishedAlready() {
        return finished.poll();
    }

    String nextDeleted() {
        return take(deleted);
    }

    /** The same, of a look after the disk: one that comes while another is under way is passed over, so it is asked for again. */
    String nextDeletedByLooking() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        String id = null;
        while (id == null) {
            assertThat(System.nanoTime()).as("something is deleted in time").isLessThan(deadline);
            on(() -> {
                recorders.lookAfterDisk();
                return null;
            });
            id = deleted.poll(20, TimeUnit.MILLISECONDS);
        }
        return id;
    }

    /** Asks again and again until the recorder has come to that state. */
    RecorderStatus awaitState(RecorderStatus.State state) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        RecorderStatus status = on(recorder::status);
        while (status.state() != state) {
            assertThat(System.nanoTime()).as("still %s", status).isLessThan(deadline);
            status = on(recorder::status);
        }
        return status;
    }

    /** The tags of a file behind the metadata; the file must be whole, with nothing else in it. */
    static List<FlvTag> tags(Path file) throws IOException {
        Buffer bytes = Buffer.buffer(Files.readAllBytes(file));
        FlvReader reader = new FlvReader();
        List<FlvTag> tags = new ArrayList<>();
        reader.accept(bytes, tags::add);
        assertThat(reader.resyncs()).isZero();
        int length = 13 + tags.stream().mapToInt(FlvTag::encodedLength).sum();
        assertThat(length).as("every byte belongs to a whole tag").isEqualTo(bytes.length());
        assertThat(tags.get(0).isMetadata()).isTrue();
        return tags.subList(1, tags.size());
    }

    private static <T> T take(BlockingQueue<T> queue) {
        try {
            T next = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(next).as("nothing came within %d s", PATIENCE_SECONDS).isNotNull();
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        disk.goOn();
        await(recorders::close);
        vertx.close().await();
        database.close();
    }

    /** Writes down what it is told. */
    private final class Listener implements RecordingListener {
        @Override
        public Future<Void> finished(RecordingFinished recording) {
            finished.add(recording);
            return answer;
        }

        @Override
        public Future<Void> delete(String id) {
            deleted.add(id);
            return Future.succeededFuture();
        }
    }
}
