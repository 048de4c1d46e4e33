package org.bittube.gateway.api;

import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import org.bittube.gateway.http.Problem;

/** Problems (RFC 9457) with the usual title of their status. */
public final class ApiProblem {

    private static final Map<Integer, String> TITLES = Map.ofEntries(
            Map.entry(400, "Bad request"),
            Map.entry(401, "Not authorised"),
            Map.entry(403, "Forbidden"),
            Map.entry(404, "Not found"),
            Map.entry(405, "Method not allowed"),
            Map.entry(409, "Conflict"),
            Map.entry(413, "Too large"),
            Map.entry(415, "Unsupported media type"),
            Map.entry(429, "Too many requests"),
            Map.entry(500, "Internal error"),
            Map.entry(507, "Disk full"));

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
