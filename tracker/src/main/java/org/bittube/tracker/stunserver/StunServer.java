package org.bittube.tracker.stunserver;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.bittube.tracker.address.AddressRateLimit;
import org.bittube.tracker.operation.Measurements;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells whoever asks over UDP or TCP from which address it was seen (STUN Binding, RFC 8489), and, where this machine has two addresses, how its NAT
 * behaves (RFC 5780). Has a thread of its own, so that a flood of requests delays nobody else. Its methods may be called from any thread.
 */
public final class StunServer implements Measurements.Source {
    private static final Logger LOG = LoggerFactory.getLogger(StunServer.class);

    /** A port that the system chose for one socket may be taken for the next. */
    private static final int FREE_PORT_ATTEMPTS = 20;

    private final Vertx vertx;
    private final IntSupplier salts;
    private final LongSupplier clockMillis;
    private final StunFigures figures = new StunFigures();
    private @Nullable EventLoopGroup loop;
    private volatile int port;

    /** @param salts random numbers that nobody foresees */
    public StunServer(Vertx vertx, IntSupplier salts, LongSupplier clockMillis) {
        this.vertx = vertx;
        this.salts = salts;
        this.clockMillis = clockMillis;
    }

    /** Starts to listen; the future holds the port. */
    public Future<Integer> listen(StunOptions options) {
        return vertx.executeBlocking(() -> open(options));
    }

    /** The port it listens on; 0 when it does not. */
    public int port() {
        return port;
    }

    @Override
    public void measure(Measurements measured) {
        figures.measure(measured);
    }

    public Future<Void> stop() {
        port = 0;
        EventLoopGroup running;
        synchronized (this) {
            running = loop;
            loop = null;
        }
        return running == null ? Future.succeededFuture() : ended(running);
    }

    private synchronized int open(StunOptions options) throws IOException {
        if (loop != null) {
            throw new IllegalStateException("the STUN server listens already");
        }
        InetAddress address = InetAddress.getByName(options.host());
        InetAddress alternate = options.alternateHost() == null ? null : InetAddress.getByName(options.alternateHost());
        if (alternate != null && (address.isAnyLocalAddress() || alternate.equals(address))) {
            throw new IOException("behaviour discovery takes two different addresses of this machine, not all");
        }
        AddressRateLimit rateLimit = new AddressRateLimit(options.perSecond(), salts.getAsInt());
        StunTransport transport = new StunTransport(new StunAnswers(rateLimit, figures, clockMillis));
        loop = transport.loop();
        try {
            int opened = open(transport, address, alternate, options.port());
            port = opened;
            LOG.info("stun listens port={} discovery={} transport={}", opened, alternate != null, transport.name());
            return opened;
        } catch (IOException e) {
            loop = null;
            ended(transport.loop())
                    .onFailure(failure -> LOG.warn("stun thread did not end reason={}", failure.toString()));
            throw e;
        }
    }

    private static int open(
            StunTransport transport, InetAddress address, @Nullable InetAddress alternate, int wantedPort)
            throws IOException {
        for (int attempt = 1; ; attempt++) {
            List<Channel> opened = new ArrayList<>();
            try {
                return transport.open(address, alternate, wantedPort, opened);
            } catch (IOException e) {
                opened.forEach(channel -> channel.close().syncUninterruptibly());
                if (wantedPort != 0 || attempt == FREE_PORT_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static Future<Void> ended(EventLoopGroup loop) {
        Promise<Void> ended = Promise.promise();
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).addListener(done -> ended.complete());
        return ended.future();
    }
}
