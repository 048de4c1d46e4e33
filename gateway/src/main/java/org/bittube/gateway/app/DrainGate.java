package org.bittube.gateway.app;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.regex.Pattern;
import org.bittube.gateway.http.Problem;
import org.bittube.tracker.operation.Readiness;

/** While the gateway drains, sends away who begins: viewers that come, encoders. What those who are there ask for goes on. */
final class DrainGate implements Handler<RoutingContext> {
    private static final long RETRY_MILLIS = 10_000;
    private static final Pattern BEGINNINGS = Pattern.compile("/feed/.*|/live/[^/]+(\\.flv|/join|/publish)");

    private final Readiness readiness;

    DrainGate(Readiness readiness) {
        this.readiness = readiness;
    }

    @Override
    public void handle(RoutingContext request) {
        if (readiness.isDraining()
                && !request.request().method().equals(HttpMethod.OPTIONS)
                && BEGINNINGS.matcher(request.normalizedPath()).matches()) {
            // The future is dropped: whether the viewer still hears it concerns nobody here.
            Problem.temporary(503, "Gateway ends", "It comes to its end: try again later.", RETRY_MILLIS)
                    .send(request.response());
        } else {
            request.next();
        }
    }
}
