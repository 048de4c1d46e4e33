package org.bittube.gateway.swarm;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/** Where a viewer's packets go: a WebSocket, or a recording fake. */
@FunctionalInterface
interface FeedSink {
    /** Sends one binary message; the future completes when the operating system has taken it. */
    Future<Void> send(Buffer message);
}
