package org.bittube.gateway.recorder;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.bittube.db.recordings.RecordingRecord;
import org.bittube.db.recordings.RecordingRecord.State;
import org.bittube.db.recordings.RecordingStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finished recordings: tells the listener of each, deletes those that are kept no longer, and makes room on the disk, the oldest first. Confined
 * to its event loop.
 */
final class RecordingShelf {
    private static final Logger LOG = LoggerFactory.getLogger(RecordingShelf.class);
    private static final long LOOK_MILLIS = 10_000;

    private static final Comparator<RecordingRecord> BY_AGE =
            Comparator.comparing(RecordingRecord::started).thenComparing(RecordingRecord::id);

    private final Vertx vertx;
    private final RecorderOptions options;
    private final RecordingStore store;
    private final RecordingDisk disk;
    private final LongSupplier clockMillis;
    private final RecordingListener listener;
    private final Consumer<RecordingRecord> onDeleted;
    private final Consumer<String> onNoRoom;
    private final Retention retention;

    /** By id. */
    private final Map<String, RecordingRecord> finished = new HashMap<>();

    /** Those that the listener has not answered, and when it has: they are not deleted. */
    private final Map<String, Future<Void>> handedOver = new HashMap<>();

    private boolean handsOver = true;
    private volatile boolean closed;
    private long timer = -1;
    private boolean looking;
    private Future<Void> look = Future.succeededFuture();
    private Future<Void> repairs = Future.succeededFuture();
    private Future<Void> filings = Future.succeededFuture();

    /**
     * Does nothing before {@link #open}.
     *
     * @param onDeleted told of each that is gone
     * @param onNoRoom told in words when too little is free and nothing can be deleted
     */
    RecordingShelf(
            Vertx vertx,
            RecorderOptions options,
            RecordingStore store,
            RecordingDisk disk,
            LongSupplier clockMillis,
            RecordingListener listener,
            Consumer<RecordingRecord> onDeleted,
            Consumer<String> onNoRoom) {
        this.vertx = vertx;
        this.options = options;
        this.store = store;
        this.disk = disk;
        this.clockMillis = clockMillis;
        this.listener = listener;
        this.onDeleted = onDeleted;
        this.onNoRoom = onNoRoom;
        this.retention = new Retention(options.keepMillis(), options.keepCount());
    }

    /** Called once; does not wait for repairs. */
    Future<Void> open() {
        return vertx.executeBlocking(store::all, false).map(records -> {
            for (RecordingRecord one : records) {
                if (one.state() == State.RECORDING) {
                    repairs = repairs.eventually(() -> repair(one)).otherwiseEmpty();
                } else {
                    finished.put(one.id(), one);
                    if (one.state() == State.FINISHED) {
                        handOver(one);
                    }
                }
            }
            timer = vertx.setPeriodic(LOOK_MILLIS, due -> lookAfterDisk());
            return null;
        });
    }

    /** Whatever is finished from now on is told after the next start. */
    void handOverNoMore() {
        handsOver = false;
    }

    /** Stops repairs where they are, and everything else; what a listener still does is told to the next one again. */
    Future<Void> close() {
        closed = true;
        vertx.cancelTimer(timer);
        return Future.join(repairs, look, filings).mapEmpty();
    }

    void add(RecordingRecord recording) {
        finished.put(recording.id(), recording);
        handOver(recording);
        lookAfterDisk();
    }

    Optional<RecordingRecord> find(String id) {
        return Optional.ofNullable(finished.get(id));
    }

    /** Deletes what is kept no longer, and looks whether there is room. */
    void lookAfterDisk() {
        if (looking || closed) {
            return;
        }
        looking = true;
        Future<Void> expired = Future.succeededFuture();
        for (RecordingRecord one : retention.expired(oldestFirst(), clockMillis.getAsLong())) {
            if (!handedOver.containsKey(one.id())) {
                expired = expired.compose(done -> delete(one, "kept no longer"));
            }
        }
        look = expired.compose(done -> makeRoom(-1))
                .onFailure(failure -> LOG.warn("recordings not looked after reason={}", failure.toString()))
                .onComplete(done -> looking = false)
                .otherwiseEmpty();
    }

    /** False when there is none of this id. */
    Future<Boolean> delete(String id) {
        Future<Void> taken = handedOver.getOrDefault(id, Future.succeededFuture());
        return taken.otherwiseEmpty().compose(done -> {
            RecordingRecord recording = finished.get(id);
            return recording == null
                    ? Future.succeededFuture(false)
                    : delete(recording, "wanted").map(true);
        });
    }

    /** Of one channel. */
    List<RecordingRecord> newestFirst(String channel) {
        return finished.values().stream()
                .filter(one -> one.channel().equals(channel))
                .sorted(BY_AGE.reversed())
                .toList();
    }

    private List<RecordingRecord> oldestFirst() {
        return finished.values().stream().sorted(BY_AGE).toList();
    }

    /**
     * Deletes until there is room, or until that frees nothing: a file that somebody still reads takes up its room to the end, and
     * the others are not to go for it.
     *
     * @param before what was free before the last one was deleted; -1 at first
     */
    private Future<Void> makeRoom(long before) {
        return vertx.executeBlocking(disk::usableBytes, false).compose(usable -> {
            if (closed || usable >= options.freeBytes() || usable <= before) {
                return Future.succeededFuture();
            }
            Optional<RecordingRecord> oldest = oldestFirst().stream()
                    .filter(one -> !handedOver.containsKey(one.id()))
                    .findFirst();
            if (oldest.isPresent()) {
                return delete(oldest.get(), "room is needed").compose(done -> makeRoom(usable));
            }
            onNoRoom.accept("Only " + (usable >> 20) + " MB are free on the disk of the recordings, and "
                    + (options.freeBytes() >> 20) + " are to be left: make room, then turn recording on again.");
            return Future.succeededFuture();
        });
    }

    private Future<Void> delete(RecordingRecord recording, String reason) {
        finished.remove(recording.id());
        return listener.delete(recording.id())
                .compose(done -> vertx.executeBlocking(
                        () -> {
                            disk.delete(recording.file());
                            store.delete(recording.id());
                            return null;
                        },
                        false))
                .onFailure(failure -> finished.put(recording.id(), recording))
                .onSuccess(done -> {
                    LOG.info(
                            "recording deleted channel={} file={} reason=\"{}\"",
                            recording.channel(),
                            recording.file(),
                            reason);
                    onDeleted.accept(recording);
                })
                .mapEmpty();
    }

    private Future<Void> repair(RecordingRecord recording) {
        RecordingRepair repair = new RecordingRepair(disk, store, () -> closed);
        return vertx.executeBlocking(() -> repair.repair(recording), false)
                .onFailure(failure -> LOG.warn(
                        "recording not repaired channel={} file={} reason={}",
                        recording.channel(),
                        recording.file(),
                        failure.toString()))
                .map(repaired -> {
                    if (repaired.isPresent()) {
                        LOG.info(
                                "recording repaired channel={} file={} bytes={} durationMillis={}",
                                recording.channel(),
                                recording.file(),
                                repaired.get().sizeBytes(),
                                repaired.get().durationMillis());
                        add(repaired.get());
                    } else {
                        LOG.info("recording was empty channel={} file={}", recording.channel(), recording.file());
                    }
                    return null;
                });
    }

    private void handOver(RecordingRecord recording) {
        if (!handsOver || handedOver.containsKey(recording.id())) {
            return;
        }
        Future<Void> taken = listener.finished(new RecordingFinished(
                        recording.id(),
                        recording.channel(),
                        Path.of(disk.path(recording.file())),
                        recording.started(),
                        recording.durationMillis(),
                        recording.sizeBytes()))
                .compose(done -> closed ? Future.succeededFuture() : filed(recording.id()));
        handedOver.put(recording.id(), taken);
        taken.onFailure(failure -> LOG.warn(
                        "recording not taken over until the next start channel={} file={} reason={}",
                        recording.channel(),
                        recording.file(),
                        failure.toString()))
                .onComplete(done -> handedOver.remove(recording.id()));
    }

    private Future<Void> filed(String id) {
        Future<Void> filed = vertx.executeBlocking(
                () -> {
                    store.file(id);
                    return null;
                },
                false);
        filings = Future.join(filings, filed.otherwiseEmpty()).mapEmpty();
        return filed;
    }
}
