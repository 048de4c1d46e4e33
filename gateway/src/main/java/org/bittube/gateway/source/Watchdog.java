package org.bittube.gateway.source;

import io.vertx.core.Vertx;
import java.util.function.LongSupplier;

/** Barks when nothing came for too long. Confined to its event loop. */
final class Watchdog {
    private final Vertx vertx;
    private final LongSupplier clockMillis;
    private long heardMillis;
    private boolean resting;
    private long timer = -1;

    Watchdog(Vertx vertx, LongSupplier clockMillis) {
        this.vertx = vertx;
        this.clockMillis = clockMillis;
    }

    /** Begins now; what was watched for before is over. The bark may come again and again, until {@link #stop}. */
    void watch(long patienceMillis, Runnable bark) {
        stop();
        heard();
        timer = vertx.setPeriodic(Math.max(1, patienceMillis / 4), tick -> {
            if (!resting && clockMillis.getAsLong() - heardMillis >= patienceMillis) {
                bark.run();
            }
        });
    }

    /** Something came. */
    void heard() {
        heardMillis = clockMillis.getAsLong();
    }

    /** Nothing is wanted for now: nobody is blamed for silence. */
    void rest() {
        resting = true;
    }

    /** Something is wanted again, from now on. */
    void wake() {
        resting = false;
        heard();
    }

    /** May be called twice. */
    void stop() {
        vertx.cancelTimer(timer);
    }
}
