package org.bittube.gateway.source;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import java.net.URI;
import java.util.function.LongSupplier;

/** Fetches whole resources of a bounded size, one at a time. Confined to its event loop. */
final class HttpFetch {
    private final Vertx vertx;
    private final HttpClient client;
    private final UrlPolicy urls;
    private final HttpTimings timings;
    private final LongSupplier clockMillis;

    private Runnable cancel = () -> {};

    /**
     * A resource.
     *
     * @param url where it was in the end
     */
    record Fetched(URI url, Buffer body) {}

    /** It could not be had. The message is a sentence for an operator. */
    static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Failure(String reason) {
            super(reason);
        }
    }

    HttpFetch(Vertx vertx, HttpClient client, UrlPolicy urls, HttpTimings timings, LongSupplier clockMillis) {
        this.vertx = vertx;
        this.client = client;
        this.urls = urls;
        this.timings = timings;
        this.clockMillis = clockMillis;
    }

    /** Fails with {@link Failure}. After {@link #cancel} it never ends. */
    Future<Fetched> fetch(HttpAsk ask, int mostBytes) {
        Promise<Fetched> done = Promise.promise();
        Body body = new Body(done, mostBytes);
        HttpPull pull = new HttpPull(vertx, client, urls, timings, clockMillis, body);
        body.giveUp =
                () -> pull.fail("The source sends more than " + mostBytes + " bytes for one file: check the URL.");
        body.url = ask.url();
        cancel = pull::cancel;
        pull.start(ask);
        return done.future();
    }

    void cancel() {
        cancel.run();
    }

    private static final class Body implements HttpPull.Events {
        private final Promise<Fetched> done;
        private final int mostBytes;
        private final Buffer body = Buffer.buffer();
        private Runnable giveUp = () -> {};
        private URI url = URI.create("");

        Body(Promise<Fetched> done, int mostBytes) {
            this.done = done;
            this.mostBytes = mostBytes;
        }

        @Override
        public void onAnswer(URI answered) {
            url = answered;
        }

        @Override
        public void onBody(Buffer chunk) {
            if (body.length() + chunk.length() > mostBytes) {
                giveUp.run();
            } else {
                body.appendBuffer(chunk);
            }
        }

        @Override
        public void onEnd() {
            done.complete(new Fetched(url, body));
        }

        @Override
        public void onOver(String reason) {
            done.fail(new Failure(reason));
        }
    }
}
