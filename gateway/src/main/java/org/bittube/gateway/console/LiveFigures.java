package org.bittube.gateway.console;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.bittube.db.figures.FigureStore;

/** What is measured of channels: kept for the hour, the day and the month, and told to whoever looks. Confined to its event loop. */
public final class LiveFigures {
    private final Sampler sampler;
    private final Events events;
    private final Hour hour = new Hour();
    private final History history;

    /** @param wallClockMillis Unix time */
    public LiveFigures(Vertx vertx, Sampler sampler, Events events, FigureStore store, LongSupplier wallClockMillis) {
        this.sampler = sampler;
        this.events = events;
        this.history = new History(vertx, store, wallClockMillis);
    }

    /**
     * Adds {@code GET /api/history}, and begins to measure; once.
     *
     * @param step done after each sample
     */
    public void mount(
            Router router, Predicate<String> channelExists, Handler<RoutingContext> adminOnly, Runnable step) {
        new HistoryApi(hour, history, channelExists, adminOnly).mount(router);
        sampler.start(sample -> {
            take(sample);
            step.run();
        });
    }

    /** The channel is no more. */
    public void forget(String channel) {
        // The future is dropped: trouble is logged where it happens.
        history.forget(channel);
    }

    /** Measures no more; what was measured is kept when the future ends. */
    public Future<Void> close() {
        sampler.stop();
        return history.close();
    }

    private void take(LiveSample sample) {
        hour.add(sample);
        history.add(sample);
        if (events.isHeard()) {
            events.tell("sample", sample.json().toString());
        }
        events.tellChannels();
    }
}
