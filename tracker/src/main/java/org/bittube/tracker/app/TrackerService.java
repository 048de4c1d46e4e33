package org.bittube.tracker.app;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.bittube.tracker.connection.GroupSettings;

/** The tracker, ready to be mounted into an HTTP server. */
public final class TrackerService {
    private final ConcurrentHashMap<String, GroupSettings> open = new ConcurrentHashMap<>();

    public TrackerService(Vertx vertx, TrackerOptions options, LongSupplier clockMillis, RandomGenerator random) {}

    /** Adds {@code /tracker} and, behind {@code adminOnly}, {@code GET /api/groups/{name}} to the router. */
    public void mount(Router router, Handler<RoutingContext> adminOnly) {
        router.get("/api/groups/:name").handler(adminOnly);
    }

    /** Starts the STUN server; the future holds the port it got. Port 0 asks the system for a free one. */
    public Future<Integer> listenStun(String host, int port) {
        return Future.succeededFuture(port);
    }

    /** Opens a group, or changes what its future members are told. */
    public void open(GroupSettings settings) {
        open.put(settings.name(), settings);
    }

    /** Closes a group: its members are told, with a fatal error, and are members no more. */
    public void close(String group) {
        open.remove(group);
    }

    /** How many members the group has now; 0 for an unknown one. May be called from any thread. */
    public int peers(String group) {
        return 0;
    }

    /** Closes the sockets and the STUN server. */
    public Future<Void> stop() {
        return Future.succeededFuture();
    }
}
