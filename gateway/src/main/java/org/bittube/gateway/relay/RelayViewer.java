package org.bittube.gateway.relay;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.util.ArrayDeque;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.http.EgressCounters;
import org.bittube.gateway.stream.LiveStream;
import org.bittube.gateway.stream.LiveSubscriber;
import org.bittube.gateway.stream.Subscription;
import org.bittube.gateway.stream.TagQueue;
import org.jspecify.annotations.Nullable;

/**
 * One viewer to whom a whole stream is sent. The connection's write queue is the back-pressure: while it is full, tags wait in a bounded queue, which
 * drops to the next keyframe. Tags that arrive within one turn of the event loop leave in one write. Confined to its event loop.
 */
final class RelayViewer implements LiveSubscriber {
    /** A write is not merged past this. A larger tag is a write of its own. */
    private static final int MERGED_BYTES = 64 << 10;

    /** While nothing comes something goes over the connection as often as this, or somebody on the way would end it. */
    private static final long REMINDER_MILLIS = 30_000;

    private static final long NONE = -1;

    private final LiveStream stream;
    private final WriteStream<Buffer> out;
    private final TagFormat format;
    private final Context context;
    private final RelayOptions options;
    private final LongSupplier clockMillis;
    private final EgressCounters egress;
    private final ViewerTimeline timeline = new ViewerTimeline();
    private final ArrayDeque<FlvTag> burst = new ArrayDeque<>();
    private final TagQueue queue;

    private @Nullable Subscription subscription;
    private boolean headerSent;
    private boolean flushScheduled;
    private boolean closed;
    private long fullSinceMillis = NONE;
    private long endedAtMillis = NONE;
    private long toldAtMillis = NONE;

    RelayViewer(
            LiveStream stream,
            WriteStream<Buffer> out,
            TagFormat format,
            Context context,
            RelayOptions options,
            LongSupplier clockMillis,
            EgressCounters egress) {
        this.stream = stream;
        this.out = out;
        this.format = format;
        this.context = context;
        this.options = options;
        this.clockMillis = clockMillis;
        this.egress = egress;
        this.queue = new TagQueue(options.queueBytes(), options.queueMillis(), clockMillis);
    }

    /** Sends what there is from the last keyframe on, and follows the stream from there. */
    void start() {
        out.drainHandler(drained -> {
            fullSinceMillis = NONE;
            flush();
        });
        burst.addAll(timeline.start(stream.prelude(), stream.currentGop()));
        subscription = stream.subscribe(this);
        flush();
    }

    /** Lets go of the stream; the connection is left as it is. May be called twice. */
    void close() {
        closed = true;
        if (subscription != null) {
            subscription.cancel();
            subscription = null;
        }
        burst.clear();
        queue.clear();
    }

    /** Why this viewer has to go at the moment, or null when it may stay. */
    @Nullable
    Dismissal dismissal() {
        long now = clockMillis.getAsLong();
        OptionalLong behindSince = queue.behindSinceMillis();
        boolean behind = behindSince.isPresent() && now - behindSince.getAsLong() >= options.behindMillis();
        boolean stuck = fullSinceMillis != NONE && now - fullSinceMillis >= options.behindMillis();
        if (behind || stuck) {
            return Dismissal.BEHIND;
        }
        return endedAtMillis != NONE && now - endedAtMillis >= options.lingerMillis() ? Dismissal.ENDED : null;
    }

    /** Says, now and again, that nothing comes for now, as RTMP servers do; to be called about twice a second. */
    void tellOffline() {
        long now = clockMillis.getAsLong();
        if (!stream.isOffline()) {
            toldAtMillis = NONE;
        } else if (!closed
                && !hasMore()
                && !out.writeQueueFull()
                && (toldAtMillis == NONE || now - toldAtMillis >= REMINDER_MILLIS)) {
            toldAtMillis = now;
            Buffer notice = beginning();
            format.append(OfflineNotice.tag(timeline.newestMillis()), notice);
            write(notice);
        }
    }

    /** Bytes of tags that wait for this viewer. */
    long queuedBytes() {
        return queue.bytes();
    }

    /** Tags that this viewer did not get because it was too slow. */
    long droppedTags() {
        return queue.droppedTags();
    }

    @Override
    public void onEpoch(long epochMillis) {
        endedAtMillis = NONE;
        timeline.newEpoch();
    }

    @Override
    public void onTag(FlvTag tag) {
        for (FlvTag next : timeline.next(tag, stream.prelude())) {
            queue.offer(next);
        }
        scheduleFlush();
    }

    @Override
    public void onDiscontinuity() {
        // The timestamps go on, and what follows starts with headers or a keyframe: nothing to do.
    }

    @Override
    public void onEnd() {
        endedAtMillis = clockMillis.getAsLong();
    }

    private void scheduleFlush() {
        if (!flushScheduled && fullSinceMillis == NONE) {
            flushScheduled = true;
            context.runOnContext(turn -> {
                flushScheduled = false;
                flush();
            });
        }
    }

    private void flush() {
        while (!closed && hasMore()) {
            if (out.writeQueueFull()) {
                fullSinceMillis = fullSinceMillis == NONE ? clockMillis.getAsLong() : fullSinceMillis;
                return;
            }
            write(merged());
        }
    }

    private boolean hasMore() {
        return !burst.isEmpty() || !queue.isEmpty();
    }

    private Buffer merged() {
        Buffer merged = beginning();
        while (merged.length() < MERGED_BYTES) {
            FlvTag tag = burst.isEmpty() ? queue.poll() : burst.poll();
            if (tag == null) {
                break;
            }
            format.append(tag, merged);
        }
        return merged;
    }

    /** What stands before the first tag, if it was not sent yet. */
    private Buffer beginning() {
        if (headerSent) {
            return Buffer.buffer();
        }
        headerSent = true;
        return Buffer.buffer().appendBuffer(format.beginning(stream.prelude()));
    }

    private void write(Buffer bytes) {
        // A failure means that the viewer left, which the connection's close handler is told too.
        out.write(bytes).onSuccess(done -> egress.addRelay(bytes.length()));
    }

    /** Why a viewer is closed. */
    enum Dismissal {
        BEHIND,
        ENDED
    }
}
