package org.bittube.gateway.api;

import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import org.bittube.gateway.http.Problem;

/** Problems (RFC 9457) with the usual title of their status. */
public final class ApiProblem {

    private static final Map<Integer, String> TITLES = Map.of(
            400, "Bad request",
            401, "Not authorised",
            404, "Not found",
            405, "Method not allowed",
            409, "Conflict",
            413, "Too large",
            415, "Unsupported media type",
            429, "Too many requests",
            500, "Internal error",
            507, "Disk full");

    private ApiProblem() {}

    /** The problem of that status; the detail says what to do about it. */
    public static Problem of(int status, String detail) {
        return Problem.of(status, TITLES.getOrDefault(status, "Problem"), detail);
    }

    /** Ends the response with this problem; does nothing when another answer has begun already. */
    public static void answer(RoutingContext request, Problem problem) {
        if (!request.response().headWritten() && !request.response().ended()) {
            // Whether the client is still there to read it is its own affair: the future is dropped.
            problem.send(request.response());
        }
    }
}
