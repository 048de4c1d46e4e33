package org.bittube.gateway.source;

import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.function.LongSupplier;
import org.bittube.gateway.flv.FlvTag;
import org.jspecify.annotations.Nullable;

/**
 * Hands tags on when they are due by their timestamps, for sources that bring them faster than they were made. One that is late is handed on at once, and
 * those behind it are due as much later. Bounded by its owner, who reads no more while it {@link #isFull}. Confined to its event loop.
 */
final class PacedListener implements SourceListener {
    private static final long FULL_BYTES = 4L << 20;
    private static final long FULL_MILLIS = 10_000;
    private static final long LONGEST_WAIT_MILLIS = 1_000;
    private static final long CLOCK_JUMP_MILLIS = 1_000;

    /** Clocks of encoders differ by less, in parts of what it is: what is always early must not be held back ever longer. */
    private static final long DRIFT_PARTS = 2_000;

    private final Vertx vertx;
    private final SourceListener listener;
    private final LongSupplier clockMillis;
    private final long leadMillis;
    private final Runnable onRoom;
    private final ArrayDeque<Waiting> queue = new ArrayDeque<>();
    private long bytes;
    private boolean started;
    private long startMillis;
    private long driftMillis;
    private long lastNowMillis;
    private long lastMillis;
    private boolean full;
    private long timer = -1;

    /** A tag, or what is told before the next one. */
    private record Waiting(@Nullable FlvTag tag, boolean epoch) {}

    /**
     * @param leadMillis how much earlier than due a tag may be handed on
     * @param onRoom run when it is full no longer
     */
    PacedListener(Vertx vertx, SourceListener listener, LongSupplier clockMillis, long leadMillis, Runnable onRoom) {
        this.vertx = vertx;
        this.listener = listener;
        this.clockMillis = clockMillis;
        this.leadMillis = leadMillis;
        this.onRoom = onRoom;
    }

    @Override
    public void onEpoch() {
        add(new Waiting(null, true));
    }

    @Override
    public void onDiscontinuity() {
        add(new Waiting(null, false));
    }

    @Override
    public void onTag(FlvTag tag) {
        bytes += tag.encodedLength();
        lastMillis = tag.timestampMillis();
        add(new Waiting(tag, false));
    }

    /** Whether no more should be read for now. */
    boolean isFull() {
        full = !queue.isEmpty() && (bytes > FULL_BYTES || aheadMillis() > FULL_MILLIS);
        return full;
    }

    /** How much media waits. */
    long aheadMillis() {
        return queue.isEmpty() || !started ? 0 : Math.max(0, startMillis + lastMillis - clockMillis.getAsLong());
    }

    /** Nothing is handed on any more. */
    void close() {
        vertx.cancelTimer(timer);
        queue.clear();
        bytes = 0;
    }

    private void add(Waiting next) {
        queue.add(next);
        if (queue.size() == 1) {
            deliver();
        }
    }

    private void deliver() {
        vertx.cancelTimer(timer);
        for (Waiting next = queue.peek(); next != null; next = queue.peek()) {
            FlvTag tag = next.tag();
            long wait = tag == null ? 0 : waitMillis(tag);
            if (wait > 0) {
                timer = vertx.setTimer(Math.min(wait, LONGEST_WAIT_MILLIS), due -> deliver());
                break;
            }
            queue.poll();
            hand(next);
        }
        if (full && !isFull()) {
            onRoom.run();
        }
    }

    private void hand(Waiting next) {
        FlvTag tag = next.tag();
        if (tag != null) {
            bytes -= tag.encodedLength();
            listener.onTag(tag);
        } else if (next.epoch()) {
            started = false;
            listener.onEpoch();
        } else {
            listener.onDiscontinuity();
        }
    }

    private long waitMillis(FlvTag tag) {
        long now = clockMillis.getAsLong();
        long due = tag.timestampMillis() + startMillis;
        // A clock that was put back says nothing of what is due.
        boolean putBack = now < lastNowMillis - CLOCK_JUMP_MILLIS;
        lastNowMillis = now;
        if (!started || now >= due || putBack) {
            started = true;
            startMillis = now - tag.timestampMillis();
            driftMillis = now;
            return 0;
        }
        long wait = due - leadMillis - now;
        long drift = (now - driftMillis) / DRIFT_PARTS;
        if (drift > 0) {
            driftMillis += drift * DRIFT_PARTS;
            startMillis -= wait > 0 ? drift : 0;
        }
        return wait;
    }
}
