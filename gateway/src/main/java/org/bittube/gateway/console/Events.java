package org.bittube.gateway.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.bittube.gateway.api.ApiFailures;
import org.bittube.gateway.api.ApiProblem;
import org.bittube.gateway.http.BearerToken;
import org.bittube.gateway.http.ConnectionCutter;
import org.bittube.gateway.http.Problem;
import org.bittube.gateway.session.Session;
import org.bittube.gateway.session.SessionCookie;
import org.bittube.gateway.session.Sessions;
import org.jspecify.annotations.Nullable;

/**
 * What happens, told to whoever looks at the console (server-sent events, HTML standard section 9.2): docs/protocol.md section 13. At most {@value #MOST} at a
 * time; one that does not read is cut off when {@value #MOST_WAITING_BYTES} bytes wait for it; one whose session ends hears no more. Confined to its event loop.
 */
public final class Events {
    static final int MOST = 32;
    private static final int MOST_WAITING_BYTES = 1 << 20;
    private static final long PING_MILLIS = 15_000;
    private static final long SESSION_MILLIS = 2_000;
    private static final String RETRY = "retry: 2000\n\n";
    private static final String PING = ": still here\n\n";

    private final Vertx vertx;
    private final Sessions sessions;
    private final Handler<RoutingContext> adminOnly;
    private final Supplier<JsonNode> channels;

    private final Set<Reader> readers = new LinkedHashSet<>();
    private final List<Long> timers = new ArrayList<>();
    private String lastChannels = "";

    /** @param session null when it came with the token itself */
    private record Reader(
            HttpServerRequest request, @Nullable Session session) {}

    /**
     * Tells nothing before {@link #mount}.
     *
     * @param channels as {@code GET /api/channels} shows them
     */
    public Events(Vertx vertx, Sessions sessions, Handler<RoutingContext> adminOnly, Supplier<JsonNode> channels) {
        this.vertx = vertx;
        this.sessions = sessions;
        this.adminOnly = adminOnly;
        this.channels = channels;
    }

    /** Adds {@code GET /api/events}; once. */
    public void mount(Router router) {
        router.get("/api/events").handler(adminOnly).handler(this::open).failureHandler(ApiFailures::answer);
        timers.add(vertx.setPeriodic(PING_MILLIS, tick -> send(PING)));
        timers.add(vertx.setPeriodic(SESSION_MILLIS, tick -> endOver()));
    }

    /** Ends all; those who read come back by themselves. May be called twice. */
    public void close() {
        timers.forEach(vertx::cancelTimer);
        List.copyOf(readers).forEach(Events::end);
        readers.clear();
    }

    /** Whether anybody listens: what is told to nobody need not be made. */
    boolean isHeard() {
        return !readers.isEmpty();
    }

    /** Tells one thing; the JSON has one line. */
    void tell(String event, String json) {
        send(text(event, json));
    }

    /** Tells of the channels when they are not as they were told of last. */
    void tellChannels() {
        if (isHeard()) {
            String now = channels.get().toString();
            if (!now.equals(lastChannels)) {
                lastChannels = now;
                tell("channels", now);
            }
        }
    }

    private void open(RoutingContext context) {
        if (readers.size() >= MOST) {
            ApiProblem.answer(
                    context,
                    Problem.temporary(
                            503, "Too many listeners", "Close a window of the console, then try again.", 10_000));
            return;
        }
        HttpServerRequest request = context.request();
        boolean withToken = BearerToken.of(request) != null;
        Reader reader = new Reader(request, withToken ? null : sessions.use(SessionCookie.of(request)));
        HttpServerResponse response = request.response();
        response.setChunked(true)
                .setWriteQueueMaxSize(MOST_WAITING_BYTES)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                // Proxies would collect what should be told at once.
                .putHeader("X-Accel-Buffering", "no");
        response.closeHandler(gone -> readers.remove(reader));
        response.exceptionHandler(gone -> readers.remove(reader));
        readers.add(reader);
        write(reader, Buffer.buffer(RETRY + text("channels", channels.get().toString())));
    }

    /** Ends the streams of those whose session is over. */
    void endOver() {
        for (Reader reader : List.copyOf(readers)) {
            if (reader.session() != null && !sessions.isOpen(reader.session())) {
                readers.remove(reader);
                end(reader);
            }
        }
    }

    private void send(String text) {
        if (isHeard()) {
            Buffer bytes = Buffer.buffer(text);
            List.copyOf(readers).forEach(reader -> write(reader, bytes));
        }
    }

    private void write(Reader reader, Buffer bytes) {
        HttpServerResponse response = reader.request().response();
        if (response.writeQueueFull()) {
            readers.remove(reader);
            ConnectionCutter.cut(reader.request().connection());
        } else {
            // The future is dropped: who is gone is noticed by the handlers above.
            response.write(bytes);
        }
    }

    private static void end(Reader reader) {
        // The future is dropped: whether the end is heard concerns nobody here.
        reader.request().response().end();
    }

    private static String text(String event, String json) {
        return "event: " + event + "\ndata: " + json + "\n\n";
    }
}
