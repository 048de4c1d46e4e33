package org.bittube.tracker.operation;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.bittube.tracker.http.Problem;

/** {@code /health/live}, {@code /health/ready}, {@code /metrics} and {@code /api/stats} (docs/operation.md). */
public final class OperationPages {
    private final Readiness readiness;
    private final List<Measurements.Source> sources;

    /** @param sources measured on the event loop of the HTTP server */
    public OperationPages(Readiness readiness, List<Measurements.Source> sources) {
        this.readiness = readiness;
        this.sources = List.copyOf(sources);
    }

    /** Adds the routes: the health for everybody, the metrics behind {@code metricsGate}, the statistics behind {@code adminOnly}. */
    public void mount(Router router, Handler<RoutingContext> metricsGate, Handler<RoutingContext> adminOnly) {
        router.get("/health/live").handler(context -> answer(context, "{\"status\":\"live\"}"));
        router.get("/health/ready").handler(this::answerReady);
        router.get("/metrics")
                .handler(metricsGate)
                .handler(context -> send(
                        context,
                        Measurements.CONTENT_TYPE,
                        Buffer.buffer(measured().text())));
        router.get("/api/stats")
                .handler(adminOnly)
                .handler(context -> answer(context, measured().json().toString()));
    }

    private void answerReady(RoutingContext context) {
        readiness.reason().onSuccess(reason -> {
            if (reason.isPresent()) {
                context.response().putHeader("Retry-After", "5");
                Problem.answer(context, 503, "Not ready", reason.get());
            } else {
                answer(context, "{\"status\":\"ready\"}");
            }
        });
    }

    private Measurements measured() {
        Measurements measured = new Measurements();
        sources.forEach(source -> source.measure(measured));
        return measured;
    }

    private static void answer(RoutingContext context, String json) {
        send(context, "application/json", Buffer.buffer(json));
    }

    private static void send(RoutingContext context, String type, Buffer body) {
        // A client that has gone does not need the answer: nothing to do when it cannot be written.
        context.response()
                .putHeader("Content-Type", type)
                .putHeader("Cache-Control", "no-store")
                .end(body);
    }
}
