package org.bittube.gateway.http;

import io.vertx.core.http.HttpServerResponse;

/** Lets pages of every origin read what is for viewers (Fetch standard, CORS protocol). Nothing here knows credentials. */
public final class CrossOrigin {
    /** The newest seq of a channel at the moment of the answer. */
    public static final String HEAD_HEADER = "BitTube-Head";

    /** Why a viewer may not have what it asks for, in one word. */
    public static final String REFUSAL_HEADER = "BitTube-Refusal";

    private static final String EXPOSED = HEAD_HEADER + ", " + REFUSAL_HEADER + ", Retry-After";
    private static final String EXPOSED_OF_A_FILE =
            "Accept-Ranges, Content-Disposition, Content-Length, Content-Range, ETag, Retry-After";
    private static final String PREFLIGHT_SECONDS = "86400";

    private CrossOrigin() {}

    /** Adds the headers that make an answer readable; gives the response back. */
    public static HttpServerResponse allow(HttpServerResponse response) {
        return response.putHeader("Access-Control-Allow-Origin", "*")
                .putHeader("Access-Control-Expose-Headers", EXPOSED);
    }

    /** As {@link #allow}, for an answer with a file or a part of one. */
    public static HttpServerResponse allowFile(HttpServerResponse response) {
        return allow(response).putHeader("Access-Control-Expose-Headers", EXPOSED_OF_A_FILE);
    }

    /** Answers an OPTIONS request: 204, good for a day. */
    public static void preflight(HttpServerResponse response) {
        // The future is dropped: whether the viewer still hears it concerns nobody here.
        allow(response)
                .setStatusCode(204)
                .putHeader("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS")
                .putHeader("Access-Control-Allow-Headers", "*, Authorization")
                .putHeader("Access-Control-Max-Age", PREFLIGHT_SECONDS)
                .end();
    }
}
