package org.bittube.gateway.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a request shows in its {@code Authorization} (RFC 6750 §2.1), or in its address, which asks for no leave of the browser beforehand. */
public final class BearerToken {
    private static final String SCHEME = "Bearer ";

    private BearerToken() {}

    /** Null when there is none. */
    public static @Nullable String of(HttpServerRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return null;
        }
        return header.substring(SCHEME.length()).strip();
    }

    /** What stands as {@code ?token=}, or else in the header; empty when there is neither. */
    public static String ofViewer(RoutingContext context) {
        String query = context.queryParams().get("token");
        return query != null ? query : Objects.requireNonNullElse(of(context.request()), "");
    }
}
