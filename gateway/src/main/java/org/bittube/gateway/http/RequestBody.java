package org.bittube.gateway.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** What a request says of its body, and the rest of a body when the answer is known before its end. */
public final class RequestBody {
    /** So long a client may go on sending what nobody wants before its connection ends. */
    private static final long PATIENCE_MILLIS = 2_000;

    private RequestBody() {}

    /** To be called before the answer is sent: makes it the last one of its connection, and lets go of a client that goes on sending. */
    public static void discard(Vertx vertx, HttpServerRequest request) {
        if (request.isEnded() || !isThere(request)) {
            return;
        }
        request.response().putHeader(HttpHeaders.CONNECTION, "close");
        long impatience =
                vertx.setTimer(PATIENCE_MILLIS, timer -> request.connection().close());
        request.exceptionHandler(gone -> vertx.cancelTimer(impatience));
        // The futures of both ways to close are dropped: a connection that is gone needs no end.
        request.endHandler(end -> {
            vertx.cancelTimer(impatience);
            request.connection().close();
        });
        // Read and thrown away: a connection that is reset at once may take the answer with it.
        request.handler(chunk -> {});
        request.resume();
    }

    /** Whether the client waits to be told to go on (RFC 9110 §10.1.1). */
    public static boolean waits(HttpServerRequest request) {
        return "100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT));
    }

    private static boolean isThere(HttpServerRequest request) {
        return length(request) > 0 || request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }

    /** What the request says of its body; 0 when it says nothing. */
    public static long length(HttpServerRequest request) {
        String header = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return header == null ? 0 : Long.parseLong(header);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
