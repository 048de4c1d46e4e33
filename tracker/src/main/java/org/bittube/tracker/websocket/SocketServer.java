package org.bittube.tracker.websocket;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.bittube.tracker.address.AddressTable;
import org.bittube.tracker.address.AddressUse;
import org.bittube.tracker.address.TrustedProxies;
import org.bittube.tracker.operation.Measurements;
import org.jspecify.annotations.Nullable;

/**
 * The WebSockets of the tracker, whatever is spoken on them: all on one event loop, so that a message is relayed without a lock and without a change of thread.
 * Confined to that loop, but for {@link #size}.
 */
public final class SocketServer implements Measurements.Source {
    /** A round of looks at all sockets takes a second. In one go, it would hold up all messages for milliseconds where there are thousands. */
    private static final int LOOK_MILLIS = 50;

    private static final int LOOKS_A_ROUND = 20;

    private final EventLoop loop;
    private final int mostSockets;
    private final AddressTable addresses;
    private final TrustedProxies proxies;
    private final LongSupplier clockMillis;
    private final Flusher flusher;
    private final SocketFigures figures = new SocketFigures();
    private final Set<ChannelSocket> sockets = new LinkedHashSet<>();
    /** Those of the round that goes on; some may be gone. */
    private List<ChannelSocket> round = List.of();

    private int looks;
    private volatile @Nullable ScheduledFuture<?> looking;
    private volatile int size;
    private final Promise<Void> empty = Promise.promise();
    private boolean draining;

    /**
     * Makes a server that looks after its sockets until it is stopped.
     *
     * @param loop of the HTTP server whose requests become sockets here
     * @param mostSockets open at the same time; past it, an upgrade is answered 503
     * @param clockMillis any origin; must not go backwards
     */
    public SocketServer(
            EventLoop loop, int mostSockets, AddressTable addresses, TrustedProxies proxies, LongSupplier clockMillis) {
        this.loop = loop;
        this.mostSockets = mostSockets;
        this.addresses = addresses;
        this.proxies = proxies;
        this.clockMillis = clockMillis;
        this.flusher = new Flusher(loop);
    }

    /** Answers the request for a WebSocket: with one on which {@code dialect} is spoken, or with a reason. */
    public void upgrade(RoutingContext request, SocketLimits limits, Dialect dialect) {
        if (!loop.inEventLoop()) {
            throw new IllegalStateException("the HTTP server must run on the tracker's event loop");
        }
        Optional<Upgrade> asked = Upgrade.of(request);
        if (asked.isEmpty()) {
            return;
        }
        Upgrade upgrade = asked.get();
        SocketAddress address = addressOf(request.request());
        if (draining) {
            figures.refused("draining");
            upgrade.refuse(503, "Tracker ends", "It comes to its end: try again later.");
            return;
        }
        if (sockets.size() >= mostSockets) {
            figures.refused("full");
            upgrade.refuse(503, "Tracker full", "Try again later.");
            return;
        }
        Optional<AddressUse> use = addresses.enter(address, nowMillis());
        if (use.isEmpty()) {
            figures.refused("address");
            upgrade.refuse(429, "Too many connections", "Too many come from your address: try again later.");
            return;
        }
        ChannelSocket socket = new ChannelSocket(this, limits, address, use.get(), this::remove);
        sockets.add(socket);
        size = sockets.size();
        upgrade.accept(socket, dialect);
    }

    /** Where a client is: at the other end of the connection, or where a trusted proxy says. */
    public SocketAddress addressOf(HttpServerRequest request) {
        return proxies.clientOf(request.remoteAddress(), request.headers().getAll("X-Forwarded-For"));
    }

    /** How many sockets are open; from any thread. */
    public int size() {
        return size;
    }

    /**
     * Begins to ping, and to look for sockets that are silent; from any thread, once.
     *
     * @param each run after every round of looks, once a second, on the event loop
     */
    public void start(Runnable each) {
        looking = loop.scheduleWithFixedDelay(() -> look(each), LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Takes no more sockets. Clients whose dialect has words for it are told when to come back, and keep their sockets; the others' are closed one by one.
     *
     * @param millis until {@link #stop}
     * @return when there are no sockets any more, or the time is over
     */
    @SuppressWarnings("FutureReturnValueIgnored") // They go on for as long as the loop.
    public Future<Void> drain(int millis, RandomGenerator random) {
        if (!draining) {
            draining = true;
            ComeBack comeBack = ComeBack.of(sockets.size(), millis);
            for (ChannelSocket socket : all()) {
                if (!socket.drain(comeBack.draw(random)) && millis > 0) {
                    Runnable end = () -> socket.end(CloseCode.GOING_AWAY, "the tracker ends");
                    loop.schedule(end, random.nextInt(millis), TimeUnit.MILLISECONDS);
                }
            }
            loop.schedule(() -> empty.tryComplete(), sockets.isEmpty() ? 0 : millis, TimeUnit.MILLISECONDS);
        }
        return empty.future();
    }

    /** Closes all sockets, after {@link #drain} or without it, and takes no more. */
    public void stop(RandomGenerator random) {
        drain(0, random);
        ScheduledFuture<?> running = looking;
        if (running != null) {
            running.cancel(false);
        }
        all().forEach(socket -> socket.end(CloseCode.GOING_AWAY, "the tracker stops"));
    }

    @Override
    public void measure(Measurements measured) {
        figures.measure(measured);
    }

    SocketFigures figures() {
        return figures;
    }

    long nowMillis() {
        return clockMillis.getAsLong();
    }

    Flusher flusher() {
        return flusher;
    }

    private void look(Runnable each) {
        if (looks == 0) {
            round = all();
        }
        int from = round.size() * looks / LOOKS_A_ROUND;
        looks++;
        int to = round.size() * looks / LOOKS_A_ROUND;
        long now = nowMillis();
        round.subList(from, to).forEach(socket -> socket.check(now));
        if (looks == LOOKS_A_ROUND) {
            looks = 0;
            round = List.of();
            each.run();
        }
    }

    /** A copy, for a socket that ends leaves the set at once. */
    private List<ChannelSocket> all() {
        return new ArrayList<>(sockets);
    }

    private void remove(ChannelSocket socket) {
        if (sockets.remove(socket)) {
            addresses.leave(socket.use());
            size = sockets.size();
            if (draining && size == 0) {
                empty.tryComplete();
            }
        }
    }
}
