package org.bittube.gateway.source;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.function.LongSupplier;
import org.bittube.gateway.flv.FlvException;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.stream.StreamPrelude;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plays a finished clip again and again at its own pace, as if an encoder sent it. Each tag is due at the start plus its timestamp by
 * the handed clock, so the pace does not drift; after a clock that jumped, or a machine that slept, it goes on from
 * there. The disk is touched on worker threads, all else is confined to the event loop on which the source was started.
 */
final class LoopedFileSource extends ConfinedSource {
    private static final Logger LOG = LoggerFactory.getLogger(LoopedFileSource.class);

    /** Read ahead no further than this and one chunk. */
    private static final long AHEAD_BYTES = 1 << 20;

    private static final long RETRY_MILLIS = 1_000;

    /** A tag this much later or earlier than due means that the clock jumped. */
    private static final long CLOCK_JUMP_MILLIS = 3_000;

    private final FileSpec spec;
    private final TailedFile file;
    private final LoopTimeline timeline = new LoopTimeline();
    private LoopPass pass = new LoopPass(timeline, StreamPrelude.EMPTY, journal::countRepair);
    private boolean passRead;
    private boolean reading;
    private boolean started;
    private long startMillis;
    private long lastMillis;
    private long timer = -1;
    private Future<Void> look = Future.succeededFuture();

    LoopedFileSource(Vertx vertx, FileSpec spec, MediaFolders folders, LongSupplier clockMillis) {
        super(vertx, clockMillis);
        this.spec = spec;
        this.file = new TailedFile(folders, spec.path());
    }

    @Override
    void begin() {
        advance();
    }

    @Override
    Future<Void> end() {
        vertx.cancelTimer(timer);
        return look.otherwiseEmpty().eventually(this::closeFile);
    }

    private Future<Void> closeFile() {
        return vertx.executeBlocking(() -> {
            file.close();
            return null;
        });
    }

    /** Delivers what is due, keeps the read-ahead full and sleeps until the next tag. One timer at most is under way. */
    private void advance() {
        vertx.cancelTimer(timer);
        if (stopped()) {
            return;
        }
        deliverDue(output());
        if (!reading && !passRead && pass.bytes() < AHEAD_BYTES) {
            readOn();
        }
        FlvTag next = pass.peek();
        if (next != null) {
            long wait = startMillis + next.timestampMillis() - clockMillis.getAsLong();
            timer = vertx.setTimer(Math.max(1, wait), due -> advance());
        } else if (passRead && !reading) {
            endPass();
        }
    }

    private void deliverDue(SourceOutput out) {
        for (FlvTag tag = pass.peek(); tag != null; tag = pass.peek()) {
            long now = clockMillis.getAsLong();
            if (!started) {
                started = true;
                startMillis = now - tag.timestampMillis();
                LOG.info("source running file={} loop=true", spec.path().getFileName());
            }
            long early = startMillis + tag.timestampMillis() - now;
            long gap = Math.max(0, tag.timestampMillis() - lastMillis);
            if (early < -CLOCK_JUMP_MILLIS || early > gap + CLOCK_JUMP_MILLIS) {
                startMillis = now - tag.timestampMillis();
                early = 0;
            }
            if (early > 0) {
                return;
            }
            pass.poll();
            lastMillis = tag.timestampMillis();
            journal.enter(SourceState.RUNNING);
            out.tag(tag);
        }
    }

    private void readOn() {
        reading = true;
        // Failures are answered here; the future only tells stop() when the file is no longer read.
        look = vertx.executeBlocking(file::read)
                .onComplete(this::looked, this::failed)
                .mapEmpty();
    }

    private void looked(TailedFile.Look found) {
        reading = false;
        if (stopped()) {
            return;
        }
        if (found.finding() == TailedFile.Finding.ABSENT) {
            trouble(SourceState.WAITING, "is not there: put it back.");
            return;
        }
        journal.countBytes(found.chunk().length());
        try {
            long before = pass.resyncs();
            pass.accept(found.chunk());
            journal.countResyncs(pass.resyncs() - before);
        } catch (FlvException e) {
            trouble(SourceState.FAILED, e.getMessage() + ". Give an FLV file.");
            return;
        }
        passRead = found.positionBytes() >= found.sizeBytes();
        advance();
    }

    private void failed(Throwable problem) {
        reading = false;
        if (stopped()) {
            return;
        }
        if (problem instanceof SourceRefused) {
            say(SourceState.FAILED, String.valueOf(problem.getMessage()));
            restart();
        } else {
            String kind = problem instanceof IOException ? problem.getClass().getSimpleName() : problem.toString();
            trouble(SourceState.FAILED, "cannot be read (" + kind + "): check that this user may read it.");
        }
    }

    private void endPass() {
        if (!timeline.hasFrames()) {
            trouble(SourceState.FAILED, "holds neither sound nor picture to start with: give another file.");
            return;
        }
        timeline.nextPass();
        rewind(() -> advance());
    }

    /** Whatever was wrong: what waits is delivered no more, and the clip is tried from its beginning a little later. */
    private void trouble(SourceState state, String words) {
        say(state, "The file " + spec.path().getFileName() + " " + words);
        restart();
    }

    private void say(SourceState state, String words) {
        if (journal.trouble(state, words)) {
            LOG.warn("source failed file={} reason={}", spec.path().getFileName(), words);
        }
    }

    private void restart() {
        if (timeline.hasFrames()) {
            timeline.nextPass();
        }
        rewind(() -> timer = vertx.setTimer(RETRY_MILLIS, due -> advance()));
    }

    /** Closes the file, so that the next read begins at its beginning and its path is checked again. */
    private void rewind(Runnable then) {
        pass = new LoopPass(timeline, pass.known(), journal::countRepair);
        passRead = false;
        reading = true;
        look = closeFile().onComplete(closed -> {
            reading = false;
            if (!stopped()) {
                then.run();
            }
        });
    }
}
