package org.bittube.gateway.source;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.bittube.gateway.flv.FlvTag;
import org.jspecify.annotations.Nullable;

/**
 * Plays a stream of another RTMP server and begins again, ever more slowly, when it ends. All attempts are one epoch: after a reconnect the timestamps go on
 * without a gap, from a keyframe. Confined to the event loop on which it was started.
 */
final class RtmpSource extends PulledSource {
    /** Servers send what they hold since the last keyframe at once; who sends more than that plays a file. */
    private static final long LEAD_MILLIS = 10_000;

    private final RtmpSpec spec;
    private final ClientSSLOptions tls;
    private final RandomGenerator random;
    private @Nullable NetClient client;
    private @Nullable RtmpPull pull;

    /** @param tls whom to trust, for rtmps */
    RtmpSource(
            Vertx vertx,
            RtmpSpec spec,
            UrlPolicy urls,
            HttpTimings timings,
            ClientSSLOptions tls,
            LongSupplier clockMillis,
            RandomGenerator random) {
        super(vertx, spec.url(), urls, timings, LEAD_MILLIS, clockMillis, random);
        this.spec = spec;
        this.tls = tls;
        this.random = random;
    }

    @Override
    void begin() {
        client = vertx.createNetClient(new NetClientOptions()
                .setConnectTimeout((int) timings.connectMillis())
                .setTcpNoDelay(true));
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
        if (pull != null) {
            pull.cancel();
            pull = null;
        }
    }

    @Override
    Future<Void> closeClient() {
        NetClient open = client;
        client = null;
        return open == null ? Future.succeededFuture() : open.close();
    }

    private void attempt() {
        NetClient open = client;
        if (stopped() || open == null) {
            return;
        }
        attempting();
        RtmpPull next = new RtmpPull(vertx, open, tls, urls, timings, clockMillis, random::nextBytes, new Attempt());
        pull = next;
        next.start(spec);
    }

    /** What one connection brings. */
    private final class Attempt implements RtmpPull.Events {
        @Override
        public void onBytes(int count) {
            journal.countBytes(count);
        }

        @Override
        public void onTag(FlvTag tag) {
            deliver(tag);
            if (pull != null && isFull()) {
                pull.pause();
            }
        }

        @Override
        public void onOver(String reason) {
            pull = null;
            retry(reason, RtmpSource.this::attempt);
        }
    }
}
