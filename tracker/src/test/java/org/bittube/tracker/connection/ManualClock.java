package org.bittube.tracker.connection;

import java.util.function.LongSupplier;

/** A clock that stands still until it is moved. */
final class ManualClock implements LongSupplier {
    private long nowMillis = 1_000_000;

    @Override
    public long getAsLong() {
        return nowMillis;
    }

    void advance(long millis) {
        nowMillis += millis;
    }
}
