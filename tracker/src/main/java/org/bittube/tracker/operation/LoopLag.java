package org.bittube.tracker.operation;

import io.vertx.core.Vertx;
import java.util.function.LongSupplier;

/**
 * How late the event loop does what is due: a timer each {@value #EVERY_MILLIS} ms tells. What counts is the latest one of the last {@value #WINDOW_MILLIS}
 * to twice as many ms, so that whoever looks every 15 s misses none. Confined to its event loop.
 */
public final class LoopLag implements Measurements.Source {
    static final int EVERY_MILLIS = 250;
    static final int WINDOW_MILLIS = 15_000;

    private final LongSupplier clockMillis;
    private long windowMillis;
    private long mostBefore;
    private long mostNow;

    /** @param clockMillis any origin; must not go backwards */
    public LoopLag(LongSupplier clockMillis) {
        this.clockMillis = clockMillis;
        this.windowMillis = clockMillis.getAsLong();
    }

    /** Begins to look, on the event loop of the caller, until Vert.x ends. */
    public LoopLag watch(Vertx vertx) {
        long due = clockMillis.getAsLong() + EVERY_MILLIS;
        vertx.setTimer(EVERY_MILLIS, timer -> {
            note(clockMillis.getAsLong() - due);
            watch(vertx);
        });
        return this;
    }

    /** Something was done so much later than it was due. */
    void note(long lateMillis) {
        turn();
        mostNow = Math.max(mostNow, lateMillis);
    }

    @Override
    public void measure(Measurements measured) {
        turn();
        measured.gauge(
                "bittube_event_loop_lag_seconds",
                "Longest delay of the event loop in the last 15 to 30 seconds.",
                Math.max(mostBefore, mostNow) / 1e3);
    }

    private void turn() {
        long now = clockMillis.getAsLong();
        long passed = (now - windowMillis) / WINDOW_MILLIS;
        if (passed > 0) {
            mostBefore = passed == 1 ? mostNow : 0;
            mostNow = 0;
            windowMillis += passed * WINDOW_MILLIS;
        }
    }
}
