package org.bittube.gateway.recorder;

import io.vertx.core.Future;
import java.nio.file.FileSystemException;
import java.util.Locale;
import java.util.Objects;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.stream.LiveStream;
import org.bittube.gateway.stream.LiveSubscriber;
import org.bittube.gateway.stream.Subscription;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records one channel, when it is wanted: each run of its stream to a file of its own, or to several. Never waits for the disk, and
 * gives up loudly rather than to keep tags that the disk does not take. Confined to its event loop.
 */
public final class ChannelRecorder {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelRecorder.class);

    private final Recorders desk;
    private final LiveStream stream;
    private final Listener listener = new Listener();

    private boolean wanted;
    private @Nullable Subscription subscription;
    private @Nullable RecordingTake take;
    /** A viewer who went back may still be in it. */
    private @Nullable RecordingTake takeBefore;

    private @Nullable RecordingFile file;
    private @Nullable RecordingPart part;
    private @Nullable String lastError;
    private boolean failed;

    ChannelRecorder(Recorders desk, LiveStream stream) {
        this.desk = desk;
        this.stream = stream;
    }

    /** Records from the last keyframe on; after a failure once more. Nothing when it does so already. */
    public void start() {
        wanted = true;
        if (subscription != null) {
            return;
        }
        failed = false;
        lastError = null;
        subscription = stream.subscribe(listener);
        stream.currentGop().forEach(listener::onTag);
        desk.lookAfterDisk();
    }

    /** Ends the file; the future tells when it is whole. Nothing when nothing is recorded. */
    public Future<Void> stop() {
        wanted = false;
        failed = false;
        return letGo();
    }

    /** A snapshot. */
    public RecorderStatus status() {
        RecordingFile open = file;
        if (open == null) {
            RecorderStatus.State state = failed ? RecorderStatus.State.FAILED : RecorderStatus.State.OFF;
            return new RecorderStatus(wanted, state, null, null, 0, 0, null, lastError);
        }
        return new RecorderStatus(
                wanted,
                RecorderStatus.State.RECORDING,
                open.recording().id(),
                open.recording().file(),
                open.writtenBytes(),
                open.index().durationMillis(),
                open.recording().started(),
                lastError);
    }

    LiveStream stream() {
        return stream;
    }

    /** What is being recorded; null when nothing is. */
    @Nullable
    RecordingTake take() {
        return take;
    }

    /** What is being recorded, or was before it, and has a file of this id; null when neither has. */
    @Nullable
    RecordingTake takeWith(String id) {
        if (take != null && take.find(id) != null) {
            return take;
        }
        return takeBefore != null && takeBefore.find(id) != null ? takeBefore : null;
    }

    /** The file is not kept any more. */
    void drop(String id) {
        RecordingTake with = takeWith(id);
        if (with != null) {
            with.drop(id);
        }
    }

    /** Ends the recording for a reason that stands in the status until it is turned on again. */
    void fail(String words) {
        if (subscription == null) {
            return;
        }
        failed = true;
        lastError = words;
        LOG.warn("recording failed channel={} reason=\"{}\"", stream.group(), words);
        // The future is dropped: that the file cannot be finished, too, is logged where it happens.
        letGo();
    }

    private Future<Void> letGo() {
        if (subscription != null) {
            subscription.cancel();
            subscription = null;
        }
        return endTake();
    }

    private void begin(FlvTag first) {
        RecordingPart begun = desk.newPart(stream.prelude(), first);
        long epochMillis = stream.epoch().orElseThrow();
        RecordingFile opened = desk.newFile(
                stream.group(), epochMillis, begun.startMillis(), stream.prelude(), failure -> fail(describe(failure)));
        part = begun;
        file = opened;
        if (take == null) {
            take = new RecordingTake();
        }
        take.add(opened);
        LOG.info(
                "recording began channel={} file={}",
                stream.group(),
                opened.recording().file());
        begun.begin().forEach(opened::offer);
    }

    private Future<Void> endFile() {
        RecordingFile open = file;
        file = null;
        part = null;
        if (open == null) {
            return Future.succeededFuture();
        }
        return desk.end(open);
    }

    /** What comes after it does not go on where this ends. */
    private Future<Void> endTake() {
        if (take != null) {
            takeBefore = take;
            take = null;
        }
        return endFile();
    }

    private static String describe(Throwable failure) {
        String reason = failure instanceof FileSystemException known && known.getReason() != null
                ? known.getReason()
                : Objects.requireNonNullElse(
                        failure.getMessage(), failure.getClass().getSimpleName());
        String low = reason.toLowerCase(Locale.ROOT);
        if (low.contains("no space") || low.contains("quota")) {
            return "The disk of the recordings is full: make room, then turn recording on again.";
        }
        return "The recording cannot be written (" + reason.lines().findFirst().orElse("")
                + "): check the disk of the recordings, then turn recording on again.";
    }

    /** What the stream says, while the channel is recorded. */
    private final class Listener implements LiveSubscriber {
        @Override
        public void onEpoch(long epochMillis) {
            // The future is dropped: how the file ended is logged where it ends.
            endTake();
        }

        @Override
        public void onTag(FlvTag tag) {
            if (subscription == null) {
                return;
            }
            if (part != null && part.endsBefore(tag, stream.prelude())) {
                // The future is dropped for the same reason.
                endFile();
            }
            if (part == null) {
                if (!RecordingPart.canBegin(tag, stream.prelude())) {
                    return;
                }
                begin(tag);
            }
            RecordingPart current = part;
            RecordingFile open = file;
            FlvTag taken = current == null ? null : current.take(tag);
            if (taken != null && open != null) {
                open.offer(taken);
            }
        }

        @Override
        public void onDiscontinuity() {
            // The timestamps go on, and what follows starts with headers or a keyframe: nothing to do.
        }

        @Override
        public void onEnd() {
            // The future is dropped for the same reason.
            endTake();
        }
    }
}
