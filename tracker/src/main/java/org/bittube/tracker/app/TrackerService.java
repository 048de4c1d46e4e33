package org.bittube.tracker.app;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.bittube.tracker.connection.GroupAccess;
import org.bittube.tracker.connection.GroupSettings;
import org.bittube.tracker.connection.TrackerServer;
import org.bittube.tracker.connection.WebTorrentAccess;
import org.bittube.tracker.group.GroupFigures;
import org.bittube.tracker.operation.Measurements;
import org.bittube.tracker.registration.RegistrationHandler;
import org.bittube.tracker.stunserver.StunOptions;
import org.bittube.tracker.stunserver.StunServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tracker, ready to be mounted into an HTTP server. May be called from any thread. */
public final class TrackerService implements RegistrationHandler.Groups, Measurements.Source {
    private static final Logger LOG = LoggerFactory.getLogger(TrackerService.class);

    /** Between two looks at the lists' files. */
    private static final long LISTS_MILLIS = 1_000;

    private final Vertx vertx;
    private final LongSupplier clockMillis;
    private final int mostGroups;
    private final TrackerServer server;
    private final StunServer stun;

    /**
     * Makes a tracker.
     *
     * @param access who may be a member of a group; asked on the event loop of the context that calls this
     * @param clockMillis any origin; must not go backwards
     * @param random where peerIds come from: a secure one
     */
    public TrackerService(
            Vertx vertx, TrackerOptions options, GroupAccess access, LongSupplier clockMillis, RandomGenerator random) {
        this.vertx = vertx;
        this.clockMillis = clockMillis;
        this.mostGroups = options.limits().groups();
        this.stun = new StunServer(vertx, random::nextInt, clockMillis);
        this.server = new TrackerServer(
                vertx,
                options.openToAnyGroup(),
                access,
                options.publicHost(),
                stun::port,
                options.turn(),
                options.limits(),
                options.timing(),
                options.proxies(),
                options.addressLimits(),
                options.webTorrent(),
                clockMillis,
                random);
    }

    /**
     * Adds {@code /tracker}, WebSockets on {@code /announce} and {@code /} where the WebTorrent dialect is spoken, and, behind {@code adminOnly},
     * {@code GET /api/groups/{name}} to the router of an HTTP server on the event loop on which this was made.
     */
    public void mount(Router router, Handler<RoutingContext> adminOnly) {
        router.get("/tracker").handler(server::handleUpgrade);
        router.get("/announce").handler(server::handleWebTorrent);
        router.get("/").handler(server::handleWebTorrent);
        router.get("/api/groups/:name").handler(adminOnly).handler(server::handleReport);
    }

    /** Adds {@code POST /api/registrations}, behind {@code gatewaysOnly}: gateways on other machines open their groups here. To be called once. */
    public void mountRegistrations(Router router, Handler<RoutingContext> gatewaysOnly) {
        new RegistrationHandler(this, mostGroups, clockMillis).mount(vertx, router, gatewaysOnly);
    }

    /** Starts the STUN server; the future holds the port it got. */
    public Future<Integer> listenStun(StunOptions options) {
        return stun.listen(options);
    }

    /**
     * Reads the lists that say who is served in the WebTorrent dialect, and again whenever their files change. The future fails, with one
     * line that says what to do, when one of them cannot be read now; later, what is wrong with it is logged, and the old list stays.
     */
    public Future<Void> watch(WebTorrentFiles files) {
        if (!files.any()) {
            return Future.succeededFuture();
        }
        WebTorrentLists lists = new WebTorrentLists(files);
        return refresh(lists).compose(problems -> {
            if (!problems.isEmpty()) {
                return Future.failedFuture(problems.get(0));
            }
            vertx.setPeriodic(LISTS_MILLIS, timer -> refresh(lists)
                    .onSuccess(found -> found.forEach(problem -> LOG.warn("list not taken over: {}", problem))));
            return Future.succeededFuture();
        });
    }

    private Future<List<String>> refresh(WebTorrentLists lists) {
        return vertx.executeBlocking(() -> {
            List<String> problems = new ArrayList<>();
            if (lists.refresh(problems)) {
                WebTorrentAccess access = lists.access();
                LOG.info(
                        "lists read allowed={} denied={} origins={}",
                        access.swarms()
                                .allowed()
                                .map(Set::size)
                                .map(String::valueOf)
                                .orElse("any"),
                        access.swarms().denied().size(),
                        access.origins().map(Set::size).map(String::valueOf).orElse("any"));
                server.webTorrentAccess(access);
            }
            return problems;
        });
    }

    /** Opens a group, or changes what its future members are told. */
    @Override
    public void open(GroupSettings settings) {
        server.open(settings);
    }

    /** Closes a group: its members are told, with a fatal error, and are members no more. */
    @Override
    public void close(String group) {
        server.close(group);
    }

    @Override
    public void release(String group) {
        server.release(group);
    }

    /** How many members the group has now; 0 for an unknown one. */
    @Override
    public int peers(String group) {
        return server.peers(group);
    }

    /** To be called on the event loop on which this was made. */
    @Override
    public void measure(Measurements measured) {
        server.measure(measured);
        stun.measure(measured);
    }

    /**
     * Takes nobody new. BitTube's clients are told when to come back, WebTorrent's sockets are closed over the time.
     *
     * @return when nobody is left, or the time is over: what follows is {@link #stop}
     */
    public Future<Void> drain(int seconds) {
        return server.drain(seconds * 1_000);
    }

    /** What the viewers of these groups report; an unknown group is absent. Completes on the event loop of the context that calls this. */
    public Future<Map<String, GroupFigures>> figures(Collection<String> groups) {
        return server.figures(vertx, groups);
    }

    /** Whether the group has a member where the request comes from; on the event loop on which this was made only. */
    public boolean hasMemberWhereThisComesFrom(String group, HttpServerRequest request) {
        return server.hasMemberWhereThisComesFrom(group, request);
    }

    /** Closes the sockets and the STUN server; the clients come back by themselves when there is a tracker again. */
    public Future<Void> stop() {
        return server.stop().eventually(stun::stop);
    }
}
