package org.bittube.tracker.app;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import org.bittube.tracker.connection.TrackerLimits;
import org.jspecify.annotations.Nullable;

/** A tracker with an HTTP server of its own. */
final class StandaloneTracker {
    private static final int IDLE_SECONDS = 60;

    private final Vertx vertx;
    private final TrackerService service;
    private final AdminGate adminGate;
    private int httpPort;
    private int stunPort;

    StandaloneTracker(Vertx vertx, @Nullable String publicHost, String adminToken, SecureRandom random) {
        this.vertx = vertx;
        this.service = new TrackerService(
                vertx,
                TrackerOptions.standalone(publicHost),
                () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()),
                random);
        this.adminGate = new AdminGate(adminToken);
    }

    /** Listens; fails with a message of one line that says what to do. A {@code stun} of 0 means none. */
    Future<Void> start(String host, int http, int stun) {
        Router router = Router.router(vertx);
        service.mount(router, adminGate);
        HttpServer server = vertx.createHttpServer(new HttpServerOptions()
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setMaxWebSocketFrameSize(TrackerLimits.DEFAULT.messageBytes())
                .setMaxWebSocketMessageSize(TrackerLimits.DEFAULT.messageBytes())
                .setIdleTimeout(IDLE_SECONDS));
        return server.requestHandler(router)
                .listen(http, host)
                .recover(e -> cannotListen(host, http, "--http-port", e))
                .compose(listening -> {
                    httpPort = listening.actualPort();
                    return stun == 0
                            ? Future.succeededFuture(0)
                            : service.listenStun(host, stun).recover(e -> cannotListen(host, stun, "--stun-port", e));
                })
                .map(port -> {
                    stunPort = port;
                    return null;
                });
    }

    int httpPort() {
        return httpPort;
    }

    int stunPort() {
        return stunPort;
    }

    Future<Void> stop() {
        return service.stop().eventually(vertx::close);
    }

    private static <T> Future<T> cannotListen(String host, int port, String option, Throwable cause) {
        return Future.failedFuture("Cannot listen on " + host + " port " + port + " (" + cause.getMessage()
                + "): stop what uses it, or choose another with " + option + ".");
    }
}
