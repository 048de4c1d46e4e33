package org.bittube.gateway.source;

import io.vertx.core.Vertx;
import java.util.function.LongSupplier;
import org.bittube.gateway.flv.FlvException;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.stream.StreamPrelude;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plays finished files one after the other at their own pace, as if an encoder sent them; over and over, or once. One that cannot be played is passed over when
 * there are others. Each tag is due at the start plus its timestamp by
 * the handed clock, so the pace does not drift; after a clock that jumped, or a machine that slept, it goes on from
 * there. Confined to the event loop on which it was started.
 */
final class PlayedFilesSource extends FileSource {
    private static final Logger LOG = LoggerFactory.getLogger(PlayedFilesSource.class);

    /** Read ahead no further than this and one chunk. */
    private static final long AHEAD_BYTES = 1 << 20;

    private static final long RETRY_MILLIS = 1_000;

    /** A tag this much later or earlier than due means that the clock jumped. */
    private static final long CLOCK_JUMP_MILLIS = 3_000;

    private final FilesSpec spec;
    private int number;
    /** Files in a row that brought nothing. */
    private int failures;

    private final LoopTimeline timeline = new LoopTimeline();
    private LoopPass pass = new LoopPass(timeline, StreamPrelude.EMPTY, journal::countRepair);
    private boolean passRead;
    private boolean reading;
    private boolean started;
    private long startMillis;
    private long lastMillis;

    PlayedFilesSource(Vertx vertx, FilesSpec spec, MediaFolders folders, LongSupplier clockMillis) {
        super(vertx, spec.paths().get(0), folders, clockMillis);
        this.spec = spec;
    }

    @Override
    void begin() {
        advance();
    }

    /** Delivers what is due, keeps the read-ahead full and sleeps until the next tag. One timer at most is under way. */
    private void advance() {
        deliverDue(output());
        if (!reading && !passRead && pass.bytes() < AHEAD_BYTES) {
            reading = true;
            look();
        }
        FlvTag next = pass.peek();
        if (next != null) {
            long wait = startMillis + next.timestampMillis() - clockMillis.getAsLong();
            later(wait, this::advance);
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
                LOG.info(
                        "source running file={} files={} loop={}",
                        name(),
                        spec.paths().size(),
                        spec.loop());
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

    @Override
    void looked(TailedFile.Look found) {
        reading = false;
        if (found.finding() == TailedFile.Finding.ABSENT) {
            trouble(SourceState.WAITING, "is not there: check its name, or put it there.");
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

    @Override
    void failed(String words) {
        reading = false;
        say(SourceState.FAILED, words);
        passOver();
    }

    private void endPass() {
        if (!timeline.hasFrames()) {
            trouble(SourceState.FAILED, "holds neither sound nor picture to start with: give another file.");
            return;
        }
        failures = 0;
        turnToNext(this::advance);
    }

    /** Whatever was wrong: what waits is delivered no more. */
    private void trouble(SourceState state, String words) {
        say(state, "The file " + name() + " " + words);
        passOver();
    }

    /** Goes on with the next file, or a little later where none could be played. */
    private void passOver() {
        failures++;
        boolean none = failures % spec.paths().size() == 0;
        turnToNext(none ? () -> later(RETRY_MILLIS, this::advance) : this::advance);
    }

    private void turnToNext(Runnable then) {
        if (timeline.hasFrames()) {
            timeline.nextPass();
        }
        number = (number + 1) % spec.paths().size();
        if (number == 0 && !spec.loop() && failures < spec.paths().size()) {
            say(SourceState.WAITING, "All files were played: stop and start the channel to play them again.");
            return;
        }
        pass = new LoopPass(timeline, pass.known(), journal::countRepair);
        passRead = false;
        reading = true;
        turnTo(spec.paths().get(number), () -> {
            reading = false;
            then.run();
        });
    }
}
