package org.bittube.tracker.app;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.bittube.tracker.address.PublicAddress;
import org.bittube.tracker.http.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Who may read the metrics: where there is a token, whoever shows it; without one, programs on this machine that connect to it directly. A request that a
 * proxy passed on comes from this machine, too, and says so in a header or names another host; a page in a browser on this machine whose name was made to
 * mean this machine names another host.
 */
public final class MetricsGate implements Handler<RoutingContext> {
    private static final List<String> PASSED_ON = List.of("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via");

    private final @Nullable AdminGate token;

    /** @param token empty: none */
    public MetricsGate(String token) {
        this.token = token.isEmpty() ? null : AdminGate.forMetrics(token);
    }

    @Override
    public void handle(RoutingContext context) {
        if (token != null) {
            token.handle(context);
        } else if (isFromHere(context.request())) {
            context.next();
        } else {
            Problem.answer(
                    context,
                    403,
                    "Not from here",
                    "Metrics are read from the machine itself, under the name localhost, or from anywhere once there is a metrics-token.");
        }
    }

    private static boolean isFromHere(HttpServerRequest request) {
        HostAndPort named = request.authority();
        return PublicAddress.isLoopback(request.remoteAddress())
                && !passedOn(request.headers())
                && named != null
                && isLoopbackName(named.host());
    }

    private static boolean passedOn(MultiMap headers) {
        return PASSED_ON.stream().anyMatch(headers::contains);
    }

    private static boolean isLoopbackName(String host) {
        return host.equalsIgnoreCase("localhost")
                || host.equals("[::1]")
                || host.equals("::1")
                || host.matches("127(\\.\\d{1,3}){3}");
    }
}
