package org.bittube.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;

/**
 * Problem details (RFC 9457) as an answer to a viewer. Never cached: what is missing now may be there in a moment.
 *
 * @param status 400 … 599
 * @param title the same for every problem of this kind
 * @param detail one line that says what to do
 * @param retryAfterSeconds put into {@code Retry-After}; 0: no such header
 */
public record Problem(int status, String title, String detail, int retryAfterSeconds) {

    public Problem {
        if (status < 400 || status > 599 || retryAfterSeconds < 0) {
            throw new IllegalArgumentException("no problem: status " + status + ", retry " + retryAfterSeconds);
        }
    }

    /** A problem that waiting does not solve. */
    public static Problem of(int status, String title, String detail) {
        return new Problem(status, title, detail, 0);
    }

    /** The same with a time after which it is worth another try, rounded up to whole seconds, at least one. */
    public static Problem temporary(int status, String title, String detail, long retryAfterMillis) {
        return new Problem(status, title, detail, (int) Math.max(1, (retryAfterMillis + 999) / 1000));
    }

    /** 404 for a name that is no channel. */
    public static Problem unknownGroup() {
        return of(404, "Unknown channel", "There is no channel of this name here; check the address.");
    }

    /** 503 for a channel whose source brings nothing at the moment. */
    public static Problem noStream() {
        return temporary(503, "No stream yet", "The channel has no stream at the moment; try again shortly.", 2_000);
    }

    /** Ends the response with this problem, readable from every origin. The future is the end of the write. */
    public Future<Void> send(HttpServerResponse response) {
        CrossOrigin.allow(response)
                .setStatusCode(status)
                .putHeader("Content-Type", "application/problem+json")
                .putHeader("Cache-Control", "no-store");
        if (retryAfterSeconds > 0) {
            response.putHeader("Retry-After", Integer.toString(retryAfterSeconds));
        }
        return response.end(new JsonObject()
                .put("title", title)
                .put("status", status)
                .put("detail", detail)
                .encode());
    }
}
