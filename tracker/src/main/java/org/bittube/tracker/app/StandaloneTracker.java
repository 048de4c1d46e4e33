package org.bittube.tracker.app;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bittube.tracker.access.Doorkeeper;
import org.bittube.tracker.connection.PolicyAccess;
import org.bittube.tracker.http.HalfOpenConnections;
import org.bittube.tracker.operation.LoopLag;
import org.bittube.tracker.operation.OperationPages;
import org.bittube.tracker.operation.ProcessMeasurements;
import org.bittube.tracker.operation.Readiness;
import org.bittube.tracker.stunserver.StunOptions;
import org.jspecify.annotations.Nullable;

/** A tracker with an HTTP server of its own. */
final class StandaloneTracker {
    private static final int IDLE_SECONDS = 60;

    /** Clients that come at once, after a restart. */
    private static final int BACKLOG = 4096;

    /** What the system takes of a client's messages before its reader counts as slow. Left to itself it takes megabytes. */
    private static final int SEND_BUFFER_BYTES = 128 * 1024;

    private final Vertx vertx;
    private final TrackerService service;
    private final MetricsGate metricsGate;
    private final Readiness readiness = new Readiness(StandaloneTracker::nowMillis);
    private final AdminGate adminGate;
    private final AdminGate gatewayGate;
    /** Kept, because a server that nobody holds any more is closed when it is collected. */
    private @Nullable HttpServer server;

    private int httpPort;
    private int stunPort;

    /**
     * Makes a tracker that does not listen yet.
     *
     * @param gatewayKey with which gateways register their groups; null: with the admin token only
     * @param metricsToken with which the metrics are read; empty: from this machine only
     * @param hostCandidates whether members are told the addresses that others have in their own networks
     */
    StandaloneTracker(
            Vertx vertx,
            TrackerOptions options,
            String adminToken,
            @Nullable String gatewayKey,
            String metricsToken,
            boolean hostCandidates,
            SecureRandom random) {
        this.vertx = vertx;
        Doorkeeper doorkeeper = new Doorkeeper(System::currentTimeMillis, StandaloneTracker::nowMillis);
        this.service = new TrackerService(
                vertx, options, new PolicyAccess(doorkeeper, hostCandidates), StandaloneTracker::nowMillis, random);
        this.metricsGate = new MetricsGate(metricsToken);
        this.adminGate = new AdminGate(adminToken);
        this.gatewayGate = AdminGate.forGateways(adminToken, gatewayKey);
    }

    /** Listens; fails with a message of one line that says what to do. Without {@code stun} there is no STUN server. */
    Future<Void> start(String host, int http, @Nullable StunOptions stun, WebTorrentFiles lists) {
        // The lists first: nobody is served that they would refuse.
        return service.watch(lists).compose(done -> listen(host, http, stun));
    }

    private Future<Void> listen(String host, int http, @Nullable StunOptions stun) {
        Router router = Router.router(vertx);
        HalfOpenConnections halfOpen = new HalfOpenConnections(StandaloneTracker::nowMillis);
        router.route().handler(halfOpen::requested);
        service.mount(router, adminGate);
        service.mountRegistrations(router, gatewayGate);
        LoopLag lag = new LoopLag(StandaloneTracker::nowMillis).watch(vertx);
        new OperationPages(readiness, List.of(service, lag, new ProcessMeasurements()))
                .mount(router, metricsGate, adminGate);
        HttpServer opened = vertx.createHttpServer(new HttpServerOptions()
                .setHttp2ClearTextEnabled(false)
                .setAcceptBacklog(BACKLOG)
                .setSendBufferSize(SEND_BUFFER_BYTES)
                .setIdleTimeout(IDLE_SECONDS));
        server = opened;
        halfOpen.watch(opened, vertx);
        return opened.requestHandler(router)
                .listen(http, host)
                .recover(e -> cannotListen(host, http, "--http-port", e))
                .compose(listening -> {
                    httpPort = listening.actualPort();
                    return stun == null
                            ? Future.succeededFuture(0)
                            : service.listenStun(stun)
                                    .recover(e -> cannotListen(stun.host(), stun.port(), "--stun-port", e));
                })
                .map(port -> {
                    stunPort = port;
                    readiness.started();
                    return null;
                });
    }

    int httpPort() {
        return httpPort;
    }

    int stunPort() {
        return stunPort;
    }

    /** Takes nobody new; the future ends when all have gone, or the time is over. */
    Future<Void> drain(int seconds) {
        readiness.drain();
        return service.drain(seconds);
    }

    Future<Void> stop() {
        HttpServer running = server;
        return service.stop()
                .eventually(() -> running == null ? Future.succeededFuture() : running.close())
                .eventually(vertx::close);
    }

    private static long nowMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    private static <T> Future<T> cannotListen(String host, int port, String option, Throwable cause) {
        return Future.failedFuture("Cannot listen on " + host + " port " + port + " (" + cause.getMessage()
                + "): stop what uses it, or choose another with " + option + ".");
    }
}
