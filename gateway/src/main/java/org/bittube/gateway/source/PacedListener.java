package org.bittube.gateway.source;

import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.function.LongSupplier;
import org.bittube.gateway.flv.FlvTag;
import org.jspecify.annotations.Nullable;

/**
 * Hands tags on when they are due by their timestamps (see {@link Pace}), for sources that bring them faster than they were made. Bounded by its owner, who reads no more while it {@link #isFull}. Confined to its event loop.
 */
final class PacedListener implements SourceListener {
    private static final long FULL_BYTES = 4L << 20;
    private static final long FULL_MILLIS = 10_000;
    private static final long LONGEST_WAIT_MILLIS = 1_000;

    private final Vertx vertx;
    private final SourceListener listener;
    private final LongSupplier clockMillis;
    private final Pace pace;
    private final Runnable onRoom;
    private final ArrayDeque<Waiting> queue = new ArrayDeque<>();
    private long bytes;
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
        this.pace = new Pace(leadMillis);
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
        return queue.isEmpty() ? 0 : pace.aheadMillis(lastMillis, clockMillis.getAsLong());
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
            long wait = tag == null ? 0 : pace.waitMillis(tag.timestampMillis(), clockMillis.getAsLong());
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
            pace.restart();
            listener.onEpoch();
        } else {
            listener.onDiscontinuity();
        }
    }
}
