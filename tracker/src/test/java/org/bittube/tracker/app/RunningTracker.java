package org.bittube.tracker.app;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import org.bittube.tracker.connection.GroupAccess;

/** A tracker on a free port, as a gateway would mount it. */
final class RunningTracker implements AutoCloseable {
    static final String TOKEN = "operator";

    private final Vertx vertx = Vertx.vertx();
    private final TrackerService service;
    private final HttpServer server;

    RunningTracker(TrackerOptions options) {
        service = new TrackerService(
                vertx,
                options,
                GroupAccess.EVERYBODY,
                () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()),
                new SecureRandom());
        Router router = Router.router(vertx);
        service.mount(router, new AdminGate(TOKEN));
        server = await(vertx.createHttpServer(new HttpServerOptions().setPerMessageWebSocketCompressionSupported(false))
                .requestHandler(router)
                .listen(0, "127.0.0.1"));
    }

    Vertx vertx() {
        return vertx;
    }

    TrackerService service() {
        return service;
    }

    int port() {
        return server.actualPort();
    }

    TestViewer viewer() throws Exception {
        return TestViewer.connect(vertx, port());
    }

    @Override
    public void close() {
        await(service.stop());
        await(vertx.close());
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(15, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
