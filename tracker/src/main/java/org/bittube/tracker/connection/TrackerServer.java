package org.bittube.tracker.connection;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.bittube.tracker.group.GroupFigures;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tracker's sockets, and the hub behind them. Its methods may be called from any thread; the hub has an event loop
 * of its own.
 */
public final class TrackerServer {
    private static final Logger LOG = LoggerFactory.getLogger(TrackerServer.class);

    /** Looks at each socket this many times between two pings, so that silence is seen not much later than it may. */
    private static final int CHECKS_PER_PING = 5;

    private final Vertx vertx;
    private final Context hubContext;
    private final TrackerHub hub;
    private final TrackerLimits limits;
    private final TrackerTiming timing;
    private final LongSupplier clockMillis;
    private final @Nullable String publicHost;
    private final StunServer stun;
    private final Set<TrackerSocket> sockets = ConcurrentHashMap.newKeySet();
    private long checkTimer = -1;
    private volatile boolean stopped;

    /**
     * Makes a tracker that nobody can reach yet.
     *
     * @param anyGroup whether a group that nobody opened may be joined
     * @param access who may be a member of a group
     * @param publicHost the host that clients reach the STUN server under; null: the one they reached the tracker under
     * @param clockMillis any origin; must not go backwards
     * @param random where peerIds come from: a secure one
     */
    public TrackerServer(
            Vertx vertx,
            boolean anyGroup,
            GroupAccess access,
            @Nullable String publicHost,
            TrackerLimits limits,
            TrackerTiming timing,
            LongSupplier clockMillis,
            RandomGenerator random) {
        this.vertx = vertx;
        this.hubContext = vertx.getOrCreateContext();
        this.hub = new TrackerHub(anyGroup, access, limits, timing, random);
        this.limits = limits;
        this.timing = timing;
        this.clockMillis = clockMillis;
        this.publicHost = publicHost;
        this.stun = new StunServer(vertx, new AddressRateLimit(limits.stunPerSecond(), random.nextInt()), clockMillis);
        hubContext.runOnContext(nothing -> startChecks());
    }

    public StunServer stun() {
        return stun;
    }

    public void open(GroupSettings settings) {
        hubContext.runOnContext(nothing -> hub.open(settings));
    }

    public void close(String group) {
        hubContext.runOnContext(nothing -> hub.close(group));
    }

    public int peers(String group) {
        return hub.peers(group);
    }

    /** Answers the request for a WebSocket. */
    public void handleUpgrade(RoutingContext context) {
        if (!context.request().canUpgradeToWebSocket()) {
            Problem.answer(context, 426, "WebSocket expected", "Open this address as a WebSocket.");
        } else if (stopped || sockets.size() >= limits.sockets()) {
            context.response().putHeader("Retry-After", "10");
            Problem.answer(context, 503, "Tracker full", "Try again later.");
        } else {
            SocketAddress address = context.request().remoteAddress();
            Optional<String> stunUri =
                    StunAddress.of(publicHost, context.request().authority(), stun.port());
            context.request()
                    .toWebSocket()
                    .onSuccess(socket -> accept(socket, address, stunUri))
                    .onFailure(e -> LOG.debug("upgrade failed reason={}", e.toString()));
        }
    }

    /** Answers with a group's figures. */
    public void handleReport(RoutingContext context) {
        String name = context.pathParam("name");
        Promise<Optional<GroupFigures>> figures = Promise.promise();
        hubContext.runOnContext(nothing -> figures.complete(hub.figures(name)));
        figures.future().onSuccess(found -> context.vertx().runOnContext(nothing -> answer(context, name, found)));
    }

    /** Ends every membership and closes the sockets; the clients come back by themselves. */
    public Future<Void> stop() {
        stopped = true;
        Promise<Void> ended = Promise.promise();
        hubContext.runOnContext(nothing -> {
            vertx.cancelTimer(checkTimer);
            sockets.forEach(socket -> socket.end(TrackerSocket.GOING_AWAY, "the tracker stops"));
            ended.complete();
        });
        return ended.future().compose(nothing -> stun.stop());
    }

    private void startChecks() {
        long periodMillis = Math.max(1, timing.pingMillis() / CHECKS_PER_PING);
        checkTimer = vertx.setPeriodic(periodMillis, timer -> {
            long now = clockMillis.getAsLong();
            sockets.forEach(socket -> socket.check(now, timing));
        });
    }

    private void accept(ServerWebSocket webSocket, SocketAddress address, Optional<String> stunUri) {
        TrackerSocket socket = new TrackerSocket(webSocket, hub, hubContext, clockMillis, address, stunUri);
        sockets.add(socket);
        socket.start(() -> sockets.remove(socket));
    }

    private static void answer(RoutingContext context, String name, Optional<GroupFigures> figures) {
        if (figures.isEmpty()) {
            Problem.answer(context, 404, "Unknown group", "No group of that name is known here.");
            return;
        }
        // A client that has gone does not need the answer: nothing to do when it cannot be written.
        context.response()
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store")
                .end(GroupReport.json(name, figures.get()));
    }
}
