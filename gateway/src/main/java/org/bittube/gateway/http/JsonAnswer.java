package org.bittube.gateway.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/** JSON that is so at this moment: nobody keeps it for the next who asks. */
public final class JsonAnswer {
    private JsonAnswer() {}

    /** Ends the response with it, and with status 200. */
    public static void send(HttpServerResponse response, String json) {
        send(response, 200, json);
    }

    /** Ends the response with it. Whether the other side still hears it is its own affair. */
    public static void send(HttpServerResponse response, int status, String json) {
        // The future is dropped, as said.
        response.setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(json);
    }
}
