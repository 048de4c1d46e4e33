package org.bittube.gateway.source;

import io.vertx.core.Vertx;
import java.util.function.LongSupplier;
import org.bittube.gateway.flv.FlvException;
import org.bittube.gateway.flv.FlvReader;
import org.bittube.gateway.flv.FlvTag;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows an FLV file that an encoder is still writing: whole tags only, one look every 50 ms. What the file holds when it is
 * opened is gone through at once and only its end is delivered (see {@link CatchUp}), so that the stream is live from the first tag. A file that
 * was truncated or replaced begins a new epoch; one that is not there is waited for. The disk is touched on worker threads, all else is
 * confined to the event loop on which the source was started.
 */
final class FileTailSource extends FileSource {
    private static final Logger LOG = LoggerFactory.getLogger(FileTailSource.class);

    /** Between two looks at a file that grows. */
    private static final long POLL_MILLIS = 50;

    /** Between two looks when something is wrong. */
    private static final long TROUBLE_POLL_MILLIS = 500;

    /** A file that did not grow for this long is said to be waited for. */
    private static final long QUIET_MILLIS = 5_000;

    private FlvReader reader = new FlvReader();
    private long resyncsTold;
    /** Set while the content that was there at the opening is gone through. */
    private @Nullable CatchUp catchUp;

    private long backlogBytes;
    private boolean noFlv;
    private long grownMillis;

    FileTailSource(Vertx vertx, FileSpec spec, MediaFolders folders, LongSupplier clockMillis) {
        super(vertx, spec.path(), folders, clockMillis);
    }

    @Override
    void begin() {
        look();
    }

    @Override
    void looked(TailedFile.Look found) {
        SourceOutput out = output();
        long wait = POLL_MILLIS;
        switch (found.finding()) {
            case ABSENT ->
                say(SourceState.WAITING, "The file " + name() + " is not there yet: start the encoder that writes it.");
            case NEW -> {
                open(out, found);
                wait = digest(out, found);
            }
            case MORE -> wait = digest(out, found);
            case NOTHING_NEW -> {
                quiet();
                wait = noFlv ? TROUBLE_POLL_MILLIS : POLL_MILLIS;
            }
        }
        again(wait);
    }

    @Override
    void failed(String words) {
        say(SourceState.FAILED, words);
        again(TROUBLE_POLL_MILLIS);
    }

    private void again(long waitMillis) {
        if (waitMillis <= 0) {
            look();
        } else {
            later(waitMillis, this::look);
        }
    }

    private void open(SourceOutput out, TailedFile.Look found) {
        reader = new FlvReader();
        resyncsTold = 0;
        noFlv = false;
        catchUp = new CatchUp();
        backlogBytes = found.sizeBytes();
        out.newEpoch();
        if (found.sizeBytes() == 0) {
            say(SourceState.WAITING, "The file " + name() + " is empty so far: start the encoder that writes it.");
        }
        LOG.info("source opened file={} bytes={}", name(), found.sizeBytes());
    }

    /** Takes the chunk and answers how long to wait before the next look: not at all while there is more to read. */
    private long digest(SourceOutput out, TailedFile.Look found) {
        if (noFlv) {
            return TROUBLE_POLL_MILLIS;
        }
        if (found.chunk().length() > 0) {
            grownMillis = clockMillis.getAsLong();
            journal.countBytes(found.chunk().length());
            try {
                reader.accept(found.chunk(), tag -> take(out, tag));
            } catch (FlvException e) {
                noFlv = true;
                say(
                        SourceState.FAILED,
                        "The file " + name() + " " + e.getMessage()
                                + ". Let the encoder write FLV, or give another file.");
                return TROUBLE_POLL_MILLIS;
            }
            journal.countResyncs(reader.resyncs() - resyncsTold);
            resyncsTold = reader.resyncs();
        }
        if (catchUp != null && found.positionBytes() >= backlogBytes) {
            goLive(out, catchUp);
        }
        return found.positionBytes() < found.sizeBytes() ? 0 : POLL_MILLIS;
    }

    private void take(SourceOutput out, FlvTag tag) {
        if (stopped()) {
            return;
        }
        if (catchUp != null) {
            catchUp.accept(tag);
        } else {
            journal.enter(SourceState.RUNNING);
            out.tag(tag);
        }
    }

    private void goLive(SourceOutput out, CatchUp caughtUp) {
        catchUp = null;
        if (caughtUp.sawFrames()) {
            journal.enter(SourceState.RUNNING);
        }
        if (caughtUp.sawFrames() && !caughtUp.startsWithFrames()) {
            out.awaitKeyframe();
        }
        caughtUp.deliver(out::tag);
    }

    private void quiet() {
        if (!noFlv && clockMillis.getAsLong() - grownMillis >= QUIET_MILLIS && journal.state() == SourceState.RUNNING) {
            say(SourceState.WAITING, "The file " + name() + " does not grow: check that the encoder is running.");
        }
    }
}
