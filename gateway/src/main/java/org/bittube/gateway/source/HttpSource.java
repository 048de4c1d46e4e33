package org.bittube.gateway.source;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What sources that read over HTTP have in common: a client of their own, tags that are handed on at their own pace, one timer for what comes next, and a
 * back-off.
 */
abstract class HttpSource extends ConfinedSource {
    final UrlPolicy urls;
    final HttpTimings timings;
    final Backoff backoff;
    private final HttpClientOptions clientOptions;
    private final long leadMillis;
    private @Nullable HttpClient client;
    private @Nullable PacedListener pacer;
    private long timer = -1;

    /** @param leadMillis how much earlier than due a tag may be handed on */
    HttpSource(
            Vertx vertx,
            UrlPolicy urls,
            HttpTimings timings,
            HttpClientOptions clientOptions,
            long leadMillis,
            LongSupplier clockMillis,
            RandomGenerator random) {
        super(vertx, clockMillis);
        this.urls = urls;
        this.timings = timings;
        this.clientOptions = new HttpClientOptions(clientOptions)
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setSslHandshakeTimeout(timings.connectMillis());
        this.leadMillis = leadMillis;
        this.backoff = new Backoff(random);
    }

    /** Called once, on the event loop. */
    abstract void begin(HttpClient opened);

    /** Tags are taken again after {@link #isFull}. */
    abstract void onRoom();

    /** Lets go of what is under way; may be called twice. */
    abstract void letGo();

    /** So many tags wait for their time that no more should be read. */
    final boolean isFull() {
        return pacer != null && pacer.isFull();
    }

    /** Nothing waits for its time. */
    final boolean isDrained() {
        return pacer == null || pacer.aheadMillis() == 0;
    }

    /** Does this later, and nothing that was to be done later before; not at all once the source is stopped. */
    final void later(long millis, Runnable then) {
        vertx.cancelTimer(timer);
        timer = vertx.setTimer(Math.max(1, millis), due -> {
            if (!stopped()) {
                then.run();
            }
        });
    }

    @Override
    final SourceListener paced(SourceListener listener) {
        PacedListener made = new PacedListener(vertx, listener, clockMillis, leadMillis, this::onRoom);
        pacer = made;
        return made;
    }

    @Override
    final void begin() {
        HttpClient opened = vertx.createHttpClient(clientOptions);
        client = opened;
        begin(opened);
    }

    @Override
    final Future<Void> end() {
        vertx.cancelTimer(timer);
        if (pacer != null) {
            pacer.close();
        }
        letGo();
        HttpClient open = client;
        client = null;
        return open == null ? Future.succeededFuture() : open.close();
    }
}
