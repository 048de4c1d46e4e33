package org.bittube.tracker.operation;

import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether new clients should come here: the program has started, does not come to its end, and what it needs answers. Confined to its event loop, but for
 * {@link #started} and {@link #drain}.
 */
public final class Readiness {
    /** What was found counts for so long, however many ask. */
    private static final long FRESH_MILLIS = 1_000;

    private static final long PATIENCE_SECONDS = 2;

    private enum Phase {
        STARTING,
        RUNNING,
        DRAINING
    }

    private final LongSupplier clockMillis;
    private final Map<String, Supplier<Future<?>>> needs = new LinkedHashMap<>();
    private volatile Phase phase = Phase.STARTING;
    private @Nullable Future<Optional<String>> found;
    private long foundMillis;

    /** @param clockMillis any origin; must not go backwards */
    public Readiness(LongSupplier clockMillis) {
        this.clockMillis = clockMillis;
    }

    /**
     * Adds something without which nobody can be served.
     *
     * @param name for a person: "the database"
     * @param probe asked at most once a second; a failure, or no answer within 2 s, means that it does not work
     */
    public Readiness needs(String name, Supplier<Future<?>> probe) {
        needs.put(name, probe);
        return this;
    }

    /** Everything is open: from now on it depends on the needs. */
    public void started() {
        phase = Phase.RUNNING;
    }

    /** Nobody new is to come any more. */
    public void drain() {
        phase = Phase.DRAINING;
    }

    public boolean isDraining() {
        return phase == Phase.DRAINING;
    }

    /** Why new clients should not come, in words for a person; empty when they should. Never fails. */
    Future<Optional<String>> reason() {
        return switch (phase) {
            case STARTING -> Future.succeededFuture(Optional.of("It is starting."));
            case DRAINING -> Future.succeededFuture(Optional.of("It is draining: it comes to its end."));
            case RUNNING -> probed();
        };
    }

    private Future<Optional<String>> probed() {
        Future<Optional<String>> last = found;
        long now = clockMillis.getAsLong();
        if (last != null && (!last.isComplete() || now - foundMillis < FRESH_MILLIS)) {
            return last;
        }
        Future<Optional<String>> all = Future.succeededFuture(Optional.empty());
        for (Map.Entry<String, Supplier<Future<?>>> need : needs.entrySet()) {
            all = all.compose(reason -> reason.isPresent() ? Future.succeededFuture(reason) : probe(need));
        }
        foundMillis = now;
        found = all;
        return all;
    }

    private static Future<Optional<String>> probe(Map.Entry<String, Supplier<Future<?>>> need) {
        return need.getValue()
                .get()
                .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .map(works -> Optional.<String>empty())
                .otherwise(failure -> Optional.of("It cannot use " + need.getKey()
                        + (failure instanceof TimeoutException ? ", which does not answer." : ", which fails.")));
    }
}
