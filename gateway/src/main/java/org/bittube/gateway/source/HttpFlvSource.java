package org.bittube.gateway.source;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.bittube.gateway.flv.FlvException;
import org.bittube.gateway.flv.FlvReader;
import org.jspecify.annotations.Nullable;

/**
 * Pulls an endless FLV body over HTTP and begins again, ever more slowly, when it ends. A server that sends a finished file is read at the file's own pace. All attempts are one epoch: after a
 * reconnect the timestamps go on without a gap, from a keyframe. Confined to the event loop on which it was started.
 */
final class HttpFlvSource extends HttpSource {
    /** Servers send what they hold since the last keyframe at once; who sends more than that sends a file. */
    private static final long LEAD_MILLIS = 10_000;

    private final HttpFlvSpec spec;
    private @Nullable HttpClient client;
    private @Nullable HttpPull pull;

    HttpFlvSource(Vertx vertx, HttpFlvSpec spec, UrlPolicy urls, LongSupplier clockMillis, RandomGenerator random) {
        this(vertx, spec, urls, HttpTimings.DEFAULT, new HttpClientOptions(), clockMillis, random);
    }

    HttpFlvSource(
            Vertx vertx,
            HttpFlvSpec spec,
            UrlPolicy urls,
            HttpTimings timings,
            HttpClientOptions clientOptions,
            LongSupplier clockMillis,
            RandomGenerator random) {
        super(
                vertx,
                spec.url(),
                urls,
                timings,
                new HttpClientOptions(clientOptions).setKeepAlive(false).setDecompressionSupported(false),
                LEAD_MILLIS,
                clockMillis,
                random);
        this.spec = spec;
    }

    @Override
    void begin(HttpClient opened) {
        client = opened;
        attempt();
    }

    @Override
    void onRoom() {
        if (pull != null) {
            pull.resume();
        }
    }

    @Override
    void letGo() {
        client = null;
        if (pull != null) {
            pull.cancel();
            pull = null;
        }
    }

    private void attempt() {
        HttpClient open = client;
        if (stopped() || open == null) {
            return;
        }
        attempting();
        Attempt attempt = new Attempt();
        HttpPull next = new HttpPull(vertx, open, urls, timings, clockMillis, attempt);
        attempt.owner = next;
        pull = next;
        next.start(new HttpAsk(spec.url(), "video/x-flv, */*;q=0.1", spec.headers()));
    }

    private void retry(String reason) {
        pull = null;
        retry(reason, this::attempt);
    }

    /** One connection's body: its own reader, for the FLV header comes again. */
    private final class Attempt implements HttpPull.Events {
        private final FlvReader reader = new FlvReader();
        private long resyncsTold;
        private @Nullable HttpPull owner;

        @Override
        public void onBody(Buffer chunk) {
            journal.countBytes(chunk.length());
            try {
                reader.accept(chunk, HttpFlvSource.this::deliver);
            } catch (FlvException e) {
                if (owner != null) {
                    owner.fail("The source " + e.getMessage() + ". Check the URL: it must be that of an FLV stream.");
                }
                return;
            }
            journal.countResyncs(reader.resyncs() - resyncsTold);
            resyncsTold = reader.resyncs();
            if (owner != null && isFull()) {
                owner.pause();
            }
        }

        @Override
        public void onEnd() {
            retry("The source ended the stream.");
        }

        @Override
        public void onOver(String reason) {
            retry(reason);
        }
    }
}
