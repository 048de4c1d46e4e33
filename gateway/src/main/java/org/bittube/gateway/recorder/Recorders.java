package org.bittube.gateway.recorder;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.bittube.db.recordings.RecordingRecord;
import org.bittube.db.recordings.RecordingRecord.State;
import org.bittube.db.recordings.RecordingStore;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.stream.LiveStream;
import org.bittube.gateway.stream.StreamPrelude;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The recorders of all channels, and the shelf on which their finished files stand. Confined to its event loop; disk and database are used on
 * worker threads.
 */
public final class Recorders {
    private static final Logger LOG = LoggerFactory.getLogger(Recorders.class);
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'");

    private final Vertx vertx;
    private final RecorderOptions options;
    private final RecordingStore store;
    private final RecordingDisk disk;
    private final LongSupplier clockMillis;
    private final Supplier<String> newId;
    private final RecordingShelf shelf;

    private final Map<String, ChannelRecorder> byGroup = new HashMap<>();
    private final Set<Future<Void>> ending = new HashSet<>();

    /**
     * Nothing happens before {@link #open}.
     *
     * @param clockMillis Unix milliseconds
     * @param newId 1 to 64 characters of A-Z a-z 0-9 - _ that nobody can guess and that were never there before
     * @param listener gets finished files, and is asked before they are deleted
     */
    public Recorders(
            Vertx vertx,
            RecorderOptions options,
            RecordingStore store,
            RecordingDisk disk,
            LongSupplier clockMillis,
            Supplier<String> newId,
            RecordingListener listener) {
        this.vertx = vertx;
        this.options = options;
        this.store = store;
        this.disk = disk;
        this.clockMillis = clockMillis;
        this.newId = newId;
        this.shelf =
                new RecordingShelf(vertx, options, store, disk, clockMillis, listener, this::deleted, this::noRoom);
    }

    /**
     * Reads what was recorded before. What a crash left unfinished is repaired meanwhile, in the background: the future does not wait for it.
     */
    public Future<Void> open() {
        return shelf.open();
    }

    /** The recorder of a channel, which does not record yet. */
    public ChannelRecorder follow(LiveStream stream) {
        ChannelRecorder recorder = new ChannelRecorder(this, stream);
        byGroup.put(stream.group(), recorder);
        return recorder;
    }

    /** The channel was deleted. Its finished files stay as long as others do. */
    public void forget(String group) {
        ChannelRecorder recorder = byGroup.remove(group);
        if (recorder != null) {
            // The future is dropped: close() waits for it.
            recorder.stop();
        }
    }

    /**
     * Deletes a finished recording and what the listener made of it.
     *
     * @return false when there is no finished recording of this id
     */
    public Future<Boolean> delete(String id) {
        return shelf.delete(id);
    }

    /** The finished recordings of a channel, the newest first; also of one that is there no more. */
    public List<RecordingRecord> finished(String channel) {
        return shelf.newestFirst(channel);
    }

    /** What the recorder of a channel does; null when there is no such channel. */
    public @Nullable RecorderStatus status(String channel) {
        ChannelRecorder recorder = byGroup.get(channel);
        return recorder == null ? null : recorder.status();
    }

    /** The file of a finished recording; empty when there is none of this id. */
    public Optional<Path> file(String id) {
        return shelf.find(id).map(this::path);
    }

    /** Finishes all files. What still is in repair, and what the listener would get now, is left to the next start. */
    public Future<Void> close() {
        shelf.handOverNoMore();
        byGroup.values().forEach(ChannelRecorder::stop);
        byGroup.clear();
        return Future.join(List.copyOf(ending)).otherwiseEmpty().compose(done -> shelf.close());
    }

    @Nullable
    ChannelRecorder find(String group) {
        return byGroup.get(group);
    }

    Path path(RecordingRecord recording) {
        return Path.of(disk.path(recording.file()));
    }

    RecordingPart newPart(StreamPrelude prelude, FlvTag first) {
        return new RecordingPart(prelude, first, options.splitMillis(), options.splitBytes());
    }

    RecordingFile newFile(
            String group,
            long epochMillis,
            long startTimestampMillis,
            StreamPrelude prelude,
            Consumer<Throwable> onFailure) {
        Instant now = Instant.ofEpochMilli(clockMillis.getAsLong());
        String id = newId.get();
        String name = NAME.format(now.atOffset(ZoneOffset.UTC)) + "-" + id.substring(0, Math.min(6, id.length()));
        RecordingRecord recording = new RecordingRecord(
                id, group, group + "/" + name + ".flv", State.RECORDING, now, epochMillis, startTimestampMillis, 0, 0);
        return new RecordingFile(
                vertx,
                recording,
                new RecordingWriter(disk, store, recording),
                RecordingHead.described(prelude.metadata()),
                options.queueBytes(),
                onFailure);
    }

    /** Finishes a file and puts it on the shelf. */
    Future<Void> end(RecordingFile file) {
        RecordingRecord begun = file.recording();
        Future<Void> end = file.end()
                .onSuccess(finished -> {
                    LOG.info(
                            "recording ended channel={} file={} bytes={} durationMillis={}",
                            finished.channel(),
                            finished.file(),
                            finished.sizeBytes(),
                            finished.durationMillis());
                    shelf.add(finished);
                })
                .onFailure(failure -> LOG.warn(
                        "recording not finished channel={} file={} reason={}",
                        begun.channel(),
                        begun.file(),
                        failure.toString()))
                .mapEmpty();
        ending.add(end);
        return end.otherwiseEmpty().onComplete(done -> ending.remove(end));
    }

    void lookAfterDisk() {
        shelf.lookAfterDisk();
    }

    private void deleted(RecordingRecord recording) {
        ChannelRecorder recorder = byGroup.get(recording.channel());
        if (recorder != null) {
            recorder.drop(recording.id());
        }
    }

    private void noRoom(String words) {
        for (ChannelRecorder recorder : List.copyOf(byGroup.values())) {
            recorder.fail(words);
        }
    }
}
