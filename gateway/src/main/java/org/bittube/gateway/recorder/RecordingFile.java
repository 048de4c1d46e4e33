package org.bittube.gateway.recorder;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.bittube.db.recordings.RecordingRecord;
import org.bittube.gateway.amf.AmfValue;
import org.bittube.gateway.flv.FlvIndex;
import org.bittube.gateway.flv.FlvIndexer;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.FlvWriter;
import org.bittube.gateway.flv.TagType;
import org.bittube.gateway.object.SeekTable;

/**
 * One file that a stream is recorded to. Tags wait in a bounded queue while the disk is busy, and are written together, a few times a
 * second: what is on the disk are whole tags, at most {@value #FLUSH_MILLIS} ms late on a disk that keeps up. Once in
 * {@value #FORCE_MILLIS} ms it is forced out of the system's memory, too, beside the writing. Confined to its event loop; the disk is touched on
 * worker threads, one write after the other.
 */
final class RecordingFile {
    /** What a crash of the process may cost. */
    static final long FLUSH_MILLIS = 200;

    /** What a power cut may cost, on a disk that keeps its word. */
    static final long FORCE_MILLIS = 1_000;

    /** So much is written without waiting. */
    private static final long FLUSH_BYTES = 1 << 20;

    private final Vertx vertx;
    private final RecordingRecord recording;
    private final RecordingWriter writer;
    private final Map<String, AmfValue> described;
    private final long queueBytes;
    private final Consumer<Throwable> onFailure;
    private final FlvIndexer indexer = new FlvIndexer();
    private final Promise<RecordingRecord> ended = Promise.promise();

    private List<FlvTag> waiting = new ArrayList<>();
    private long waitingBytes;
    private long writtenBytes;
    private boolean opened;
    private long forcedBytes;
    private long forceTimer = -1;
    private boolean forcing;
    private boolean timed;
    private boolean busy;
    private boolean ending;
    private boolean whole;
    private boolean failed;

    /**
     * Nothing is on the disk before the first flush.
     *
     * @param described fields for onMetaData
     * @param queueBytes past it the recording fails
     * @param onFailure called at most once, when the disk does not take what is given to it
     */
    RecordingFile(
            Vertx vertx,
            RecordingRecord recording,
            RecordingWriter writer,
            Map<String, AmfValue> described,
            long queueBytes,
            Consumer<Throwable> onFailure) {
        this.vertx = vertx;
        this.recording = recording;
        this.writer = writer;
        this.described = described;
        this.queueBytes = queueBytes;
        this.onFailure = onFailure;
    }

    RecordingRecord recording() {
        return recording;
    }

    /** What of the file is on the disk. */
    long writtenBytes() {
        return writtenBytes;
    }

    /** Whether all that will ever be in it is on the disk. */
    boolean isWhole() {
        return whole;
    }

    /** The index of what is on the disk; of a whole file at most {@value SeekTable#MOST_POINTS} keyframes. */
    FlvIndexer index() {
        return indexer;
    }

    /** A tag to be written; ignored after the end or a failure. */
    void offer(FlvTag tag) {
        if (ending || failed) {
            return;
        }
        if (waitingBytes + tag.encodedLength() > queueBytes) {
            fail(new IOException("it takes in less than the stream brings"));
            return;
        }
        waiting.add(tag);
        waitingBytes += tag.encodedLength();
        if (waitingBytes >= FLUSH_BYTES) {
            pump();
        } else if (!timed) {
            timed = true;
            vertx.setTimer(FLUSH_MILLIS, due -> {
                timed = false;
                pump();
            });
        }
    }

    /**
     * Writes what waits, then the index, and closes the file. After a failure: what was written before it.
     *
     * @return the finished recording; fails when the file could not be finished, or when there is nothing in it. May be called twice
     */
    Future<RecordingRecord> end() {
        ending = true;
        pump();
        return ended.future();
    }

    private void pump() {
        if (busy) {
            return;
        }
        if (!waiting.isEmpty() && !failed) {
            flush();
        } else if (ending) {
            close();
        }
    }

    private void flush() {
        List<FlvTag> tags = waiting;
        waiting = new ArrayList<>();
        waitingBytes = 0;
        boolean first = !opened;
        if (first) {
            opened = true;
            forceTimer = vertx.setPeriodic(FORCE_MILLIS, due -> force());
        }
        work(() -> {
                    if (first) {
                        writer.open(RecordingHead.growing(described, has(tags, true), has(tags, false)));
                    }
                    Buffer merged = Buffer.buffer();
                    tags.forEach(tag -> FlvWriter.append(tag, merged));
                    writer.append(merged);
                    return null;
                })
                .onSuccess(done -> written(tags))
                .onFailure(this::fail)
                .onComplete(done -> pump());
    }

    private void written(List<FlvTag> tags) {
        writtenBytes = Math.max(writtenBytes, RecordingHead.BYTES);
        for (FlvTag tag : tags) {
            indexer.accept(tag, writtenBytes);
            writtenBytes += tag.encodedLength();
        }
    }

    /** A disk that takes long for it is asked again when it has answered; meanwhile it is written to. */
    private void force() {
        if (forcing || failed || ending || forcedBytes == writtenBytes) {
            return;
        }
        forcing = true;
        long upTo = writtenBytes;
        vertx.executeBlocking(
                        () -> {
                            writer.force();
                            return null;
                        },
                        false)
                .onSuccess(done -> forcedBytes = upTo)
                .onFailure(failure -> {
                    // The end of the file forces all of it, and may come first.
                    if (!ending) {
                        fail(failure);
                    }
                })
                .onComplete(done -> forcing = false);
    }

    private void close() {
        if (ended.future().isComplete()) {
            return;
        }
        vertx.cancelTimer(forceTimer);
        whole = true;
        FlvIndex index = indexer.index();
        boolean empty = index.keyframes().isEmpty();
        indexer.thin(SeekTable.MOST_POINTS);
        work(() -> {
                    if (empty) {
                        if (opened) {
                            writer.discard();
                        }
                        throw new IOException("nothing was recorded");
                    }
                    writer.finish(RecordingHead.finished(described, index), index.durationMillis());
                    return recording.finished(index.durationMillis(), index.validBytes());
                })
                .onComplete(ended);
    }

    private void fail(Throwable failure) {
        if (!failed) {
            failed = true;
            waiting.clear();
            waitingBytes = 0;
            onFailure.accept(failure);
        }
    }

    private <T> Future<T> work(Callable<T> blocking) {
        busy = true;
        return vertx.executeBlocking(blocking, false).onComplete(done -> busy = false);
    }

    private static boolean has(List<FlvTag> tags, boolean audio) {
        return tags.stream().anyMatch(tag -> tag.type() == (audio ? TagType.AUDIO : TagType.VIDEO));
    }
}
