package org.bittube.gateway.publish;

import io.vertx.core.Vertx;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/** Looks after the encoders that came by one way: whoever falls silent goes. Confined to its event loop. */
final class Pushes {
    private static final long TICK_MILLIS = 1_000;

    private final LongSupplier clockMillis;
    private final Set<FlvPush> pushes = new LinkedHashSet<>();

    Pushes(LongSupplier clockMillis) {
        this.clockMillis = clockMillis;
    }

    /** To be called once. */
    void watch(Vertx vertx) {
        vertx.setPeriodic(TICK_MILLIS, timer -> tick());
    }

    void add(FlvPush push) {
        pushes.add(push);
    }

    private void tick() {
        long now = clockMillis.getAsLong();
        pushes.removeIf(FlvPush::isOver);
        List.copyOf(pushes).forEach(push -> push.tick(now));
    }
}
