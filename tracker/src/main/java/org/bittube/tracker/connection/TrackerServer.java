package org.bittube.tracker.connection;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.bittube.tracker.access.Origins;
import org.bittube.tracker.address.AddressLimits;
import org.bittube.tracker.address.AddressTable;
import org.bittube.tracker.address.PublicAddress;
import org.bittube.tracker.address.TrustedProxies;
import org.bittube.tracker.group.GroupFigures;
import org.bittube.tracker.http.Problem;
import org.bittube.tracker.operation.Measurements;
import org.bittube.tracker.websocket.SocketLimits;
import org.bittube.tracker.websocket.SocketServer;
import org.jspecify.annotations.Nullable;

/**
 * The tracker's sockets, and the hub behind them. Its methods may be called from any thread; the hub has an event loop
 * of its own.
 */
public final class TrackerServer implements Measurements.Source {
    /** For which something may wait for a client before it counts as a slow reader, however little it is. */
    private static final int BEHIND_MILLIS = 30_000;

    private final Context hubContext;
    private final TrackerHub hub;
    private final @Nullable String publicHost;
    private final IntSupplier stunPort;
    private final @Nullable TurnServers turn;
    private final RandomGenerator random;
    private final SocketServer sockets;
    private final SocketLimits socketLimits;
    private final @Nullable WebTorrentServer webTorrent;

    /**
     * Makes a tracker that nobody can reach yet.
     *
     * @param anyGroup whether a group that nobody opened may be joined
     * @param access who may be a member of a group
     * @param proxies in front of the HTTP server, which say where clients are
     * @param addressLimits what the clients of one address may do together
     * @param publicHost the host that clients reach the STUN server under; null: the one they reached the tracker under
     * @param stunPort where the STUN server listens at the moment; 0: there is none
     * @param turn servers to name to members; null: none
     * @param webTorrent how the WebTorrent dialect is spoken; null: not at all
     * @param clockMillis any origin; must not go backwards
     * @param random where peerIds come from: a secure one
     */
    public TrackerServer(
            Vertx vertx,
            boolean anyGroup,
            GroupAccess access,
            @Nullable String publicHost,
            IntSupplier stunPort,
            @Nullable TurnServers turn,
            TrackerLimits limits,
            TrackerTiming timing,
            TrustedProxies proxies,
            AddressLimits addressLimits,
            @Nullable WebTorrentOptions webTorrent,
            LongSupplier clockMillis,
            RandomGenerator random) {
        this.hubContext = vertx.getOrCreateContext();
        this.hub = new TrackerHub(anyGroup, access, limits, timing, random, clockMillis);
        this.random = random;
        this.publicHost = publicHost;
        this.stunPort = stunPort;
        this.turn = turn;
        this.sockets = new SocketServer(
                ((ContextInternal) hubContext).nettyEventLoop(),
                limits.sockets(),
                new AddressTable(addressLimits, random.nextInt()),
                proxies,
                clockMillis);
        this.socketLimits = new SocketLimits(
                limits.messageBytes(),
                limits.messagesPerSecond(),
                limits.messageBurst(),
                limits.writeQueueBytes(),
                timing.pingMillis(),
                timing.silenceMillis(),
                BEHIND_MILLIS);
        this.webTorrent = webTorrent == null
                ? null
                : new WebTorrentServer(
                        sockets, limits.writeQueueBytes(), BEHIND_MILLIS, webTorrent, clockMillis, random);
        sockets.start(this::check);
    }

    public void open(GroupSettings settings) {
        hubContext.runOnContext(nothing -> hub.open(settings));
    }

    public void close(String group) {
        hubContext.runOnContext(nothing -> hub.close(group));
    }

    /** Nobody speaks for the group any more; whether it may still be joined is the tracker's rule. */
    public void release(String group) {
        hubContext.runOnContext(nothing -> hub.release(group));
    }

    public int peers(String group) {
        return hub.peers(group);
    }

    /** Whether the group has a member where the request comes from; on the tracker's event loop only. */
    public boolean hasMemberWhereThisComesFrom(String group, HttpServerRequest request) {
        return hub.hasMemberFrom(group, PublicAddress.network(sockets.addressOf(request)));
    }

    /** Answers the request for a WebSocket. */
    public void handleUpgrade(RoutingContext context) {
        sockets.upgrade(
                context,
                socketLimits,
                (socket, upgrade) -> new ClientConnection(
                        socket,
                        hub,
                        foreignOrigin(upgrade),
                        StunAddress.of(publicHost, upgrade.authority(), stunPort.getAsInt()),
                        turn));
    }

    /** Answers the request for a WebSocket on which the WebTorrent dialect is spoken; all else, or where it is off, is the next handler's. */
    public void handleWebTorrent(RoutingContext context) {
        if (webTorrent == null || !context.request().canUpgradeToWebSocket()) {
            context.next();
        } else {
            webTorrent.handleUpgrade(context);
        }
    }

    /** Who is served in the WebTorrent dialect from now on. */
    public void webTorrentAccess(WebTorrentAccess access) {
        if (webTorrent != null) {
            hubContext.runOnContext(nothing -> webTorrent.access(access));
        }
    }

    /** To be called on the event loop of the HTTP server, which is that of the hub. */
    @Override
    public void measure(Measurements measured) {
        hub.measure(measured);
        if (webTorrent != null) {
            webTorrent.measure(measured);
        }
        sockets.measure(measured);
    }

    /** What the viewers of these groups report; an unknown group is absent. Completes on the event loop of the context that calls this. */
    public Future<Map<String, GroupFigures>> figures(Vertx vertx, Collection<String> names) {
        Context caller = vertx.getOrCreateContext();
        Promise<Map<String, GroupFigures>> all = Promise.promise();
        hubContext.runOnContext(nothing -> {
            Map<String, GroupFigures> known = new HashMap<>();
            names.forEach(name -> hub.figures(name).ifPresent(figures -> known.put(name, figures)));
            caller.runOnContext(back -> all.complete(known));
        });
        return all.future();
    }

    /** Answers with a group's figures. */
    public void handleReport(RoutingContext context) {
        String name = context.pathParam("name");
        figures(context.vertx(), List.of(name))
                .onSuccess(found -> answer(context, name, Optional.ofNullable(found.get(name))));
    }

    /** Takes nobody new, and tells clients when to come back; the future ends when all have gone, or the time is over. */
    public Future<Void> drain(int millis) {
        Promise<Void> drained = Promise.promise();
        hubContext.runOnContext(nothing -> sockets.drain(millis, random).onComplete(drained));
        return drained.future();
    }

    /** Ends every membership and closes the sockets; the clients come back by themselves. */
    public Future<Void> stop() {
        Promise<Void> ended = Promise.promise();
        hubContext.runOnContext(nothing -> {
            sockets.stop(random);
            ended.complete();
        });
        return ended.future();
    }

    private static Optional<String> foreignOrigin(HttpServerRequest upgrade) {
        HostAndPort authority = upgrade.authority();
        return Origins.foreign(
                Optional.ofNullable(upgrade.getHeader(HttpHeaders.ORIGIN)),
                authority == null ? "" : authority.toString());
    }

    private void check() {
        if (webTorrent != null) {
            webTorrent.check();
        }
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
