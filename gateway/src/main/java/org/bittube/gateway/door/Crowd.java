package org.bittube.gateway.door;

import io.vertx.core.http.HttpServerRequest;

/** How many watch. */
@FunctionalInterface
public interface Crowd {
    /** Whether {@code most} viewers watch the channel already, and whoever asks is not one of them. */
    boolean isFull(String channel, int most, HttpServerRequest request);
}
