package org.bittube.gateway.source;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for something that is told by nobody, such as a status; gives up after half a minute with what there is instead. */
final class Await {
    private static final long PATIENCE_NANOS = Duration.ofSeconds(30).toNanos();

    private Await() {}

    static void until(BooleanSupplier condition, Supplier<?> instead) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > PATIENCE_NANOS) {
                throw new AssertionError("waited in vain; there is " + instead.get());
            }
            LockSupport.parkNanos(1_000_000);
        }
    }
}
