package org.bittube.tracker.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vertx.ext.web.RoutingContext;

/** An answer over HTTP that says what is wrong (RFC 9457). */
public final class Problem {
    private Problem() {}

    /** Ends the response. {@code detail} says what to do. */
    public static void answer(RoutingContext context, int status, String title, String detail) {
        String body = JsonNodeFactory.instance
                .objectNode()
                .put("title", title)
                .put("status", status)
                .put("detail", detail)
                .toString();
        // A client that has gone does not need the answer: nothing to do when it cannot be written.
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/problem+json")
                .putHeader("Cache-Control", "no-store")
                .end(body);
    }
}
