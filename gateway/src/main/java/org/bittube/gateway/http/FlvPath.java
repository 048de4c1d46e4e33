package org.bittube.gateway.http;

import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** The address {@code /live/{channel}.flv}, from which viewers get a channel's stream and to which encoders send it. */
public final class FlvPath {
    private static final String CHANNEL = "channel";
    private static final String PATTERN = "\\/live\\/(?<" + CHANNEL + ">[A-Za-z0-9._~-]{1,128})\\.flv";

    private FlvPath() {}

    /** A route of its own; which methods it takes is its owner's. */
    public static Route route(Router router) {
        return router.routeWithRegex(PATTERN);
    }

    /** The channel that a request of such a route names. */
    public static String channel(RoutingContext context) {
        return context.pathParam(CHANNEL);
    }
}
