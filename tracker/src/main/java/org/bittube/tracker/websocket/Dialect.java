package org.bittube.tracker.websocket;

import io.vertx.core.http.HttpServerRequest;

/** A language that is spoken on sockets: makes one session for each. */
@FunctionalInterface
public interface Dialect {
    /**
     * Begins a session.
     *
     * @param upgrade the request that the socket began with, whose headers may be looked at during the call
     */
    TextSession open(TextSocket socket, HttpServerRequest upgrade);
}
