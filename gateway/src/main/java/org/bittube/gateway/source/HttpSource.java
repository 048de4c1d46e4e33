package org.bittube.gateway.source;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What sources that read over HTTP have in common: a client of their own. */
abstract class HttpSource extends PulledSource {
    private final HttpClientOptions clientOptions;
    private @Nullable HttpClient client;

    /** @param leadMillis how much earlier than due a tag may be handed on */
    HttpSource(
            Vertx vertx,
            URI url,
            UrlPolicy urls,
            HttpTimings timings,
            HttpClientOptions clientOptions,
            long leadMillis,
            LongSupplier clockMillis,
            RandomGenerator random) {
        super(vertx, url, urls, timings, leadMillis, clockMillis, random);
        this.clientOptions = new HttpClientOptions(clientOptions)
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setSslHandshakeTimeout(timings.connectMillis());
    }

    /** Called once, on the event loop. */
    abstract void begin(HttpClient opened);

    @Override
    final void begin() {
        HttpClient opened = vertx.createHttpClient(clientOptions);
        client = opened;
        begin(opened);
    }

    @Override
    final Future<Void> closeClient() {
        HttpClient open = client;
        client = null;
        return open == null ? Future.succeededFuture() : open.close();
    }
}
