package org.bittube.tracker.http;

import io.netty.channel.EventLoop;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.internal.ContextInternal;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections on which no whole request has come yet: whoever dribbles a header byte by byte holds one for a limited time, and when there are too many
 * of them the oldest go. Time-outs of HTTP servers see only connections on which nothing at all happens. Confined to the event loop of the server.
 */
public final class HalfOpenConnections {
    private static final Logger LOG = LoggerFactory.getLogger(HalfOpenConnections.class);

    private static final int MOST_CONNECTIONS = 10_000;
    private static final int MOST_MILLIS = 10_000;

    private final int mostConnections;
    private final int mostMillis;
    private final LongSupplier clockMillis;
    private final Map<HttpConnection, Long> since = new LinkedHashMap<>();

    /** A limit for one server: {@value #MOST_CONNECTIONS}, each for {@value #MOST_MILLIS} ms. */
    public HalfOpenConnections(LongSupplier clockMillis) {
        this(MOST_CONNECTIONS, MOST_MILLIS, clockMillis);
    }

    /**
     * A limit for one server.
     *
     * @param mostConnections half-open at the same time
     * @param mostMillis for the first request to come whole
     * @param clockMillis any origin; must not go backwards
     */
    HalfOpenConnections(int mostConnections, int mostMillis, LongSupplier clockMillis) {
        this.mostConnections = mostConnections;
        this.mostMillis = mostMillis;
        this.clockMillis = clockMillis;
    }

    /** Watches the connections of a server that does not listen yet. {@link #requested} must be its first handler. On its event loop. */
    @SuppressWarnings("FutureReturnValueIgnored") // It goes on for as long as its loop.
    public void watch(HttpServer server, Vertx vertx) {
        server.connectionHandler(this::opened);
        EventLoop loop = ((ContextInternal) vertx.getOrCreateContext()).nettyEventLoop();
        int period = Math.max(1, mostMillis / 4);
        loop.scheduleWithFixedDelay(this::check, period, period, TimeUnit.MILLISECONDS);
    }

    /** A whole request has come. */
    public void requested(RoutingContext request) {
        since.remove(request.request().connection());
        request.next();
    }

    private void opened(HttpConnection connection) {
        since.put(connection, clockMillis.getAsLong());
        connection.closeHandler(nothing -> since.remove(connection));
        if (since.size() > mostConnections) {
            end(since.keySet().iterator().next());
        }
    }

    private void check() {
        long late = clockMillis.getAsLong() - mostMillis;
        List<HttpConnection> ended = new ArrayList<>();
        for (Map.Entry<HttpConnection, Long> entry : since.entrySet()) {
            if (entry.getValue() > late) {
                break; // All behind it came later.
            }
            ended.add(entry.getKey());
        }
        ended.forEach(this::end);
    }

    private void end(HttpConnection connection) {
        since.remove(connection);
        connection.close().onFailure(e -> LOG.debug("half-open connection did not close reason={}", e.toString()));
    }
}
