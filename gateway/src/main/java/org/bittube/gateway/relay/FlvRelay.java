package org.bittube.gateway.relay;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.bittube.gateway.http.CrossOrigin;
import org.bittube.gateway.http.EgressLedger;
import org.bittube.gateway.http.Problem;
import org.bittube.gateway.stream.LiveStream;
import org.bittube.gateway.stream.LiveStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET|HEAD /live/{name}.flv} of docs/protocol.md section 3. Confined to its event loop, which is that of the streams.
 */
public final class FlvRelay {
    private static final Logger LOG = LoggerFactory.getLogger(FlvRelay.class);
    private static final String NAME = "name";
    private static final String PATH = "\\/live\\/(?<" + NAME + ">[A-Za-z0-9._~-]{1,128})\\.flv";
    private static final long CHECK_MILLIS = 500;
    private static final long FULL_RETRY_MILLIS = 10_000;
    /** What the operating system did not take yet; the rest waits in the viewer's queue, where it can be dropped. */
    private static final int WRITE_QUEUE_BYTES = 256 << 10;

    private final Vertx vertx;
    private final LiveStreams streams;
    private final EgressLedger egress;
    private final RelayOptions options;
    private final LongSupplier clockMillis;
    private final Map<RelayViewer, Place> viewers = new LinkedHashMap<>();
    private long nextViewer = 1;

    /** @param clockMillis a clock that never goes back */
    public FlvRelay(
            Vertx vertx, LiveStreams streams, EgressLedger egress, RelayOptions options, LongSupplier clockMillis) {
        this.vertx = vertx;
        this.streams = streams;
        this.egress = egress;
        this.options = options;
        this.clockMillis = clockMillis;
    }

    /** Adds the routes, and begins to look after viewers that are too slow. To be called once. */
    public void mount(Router router) {
        router.routeWithRegex(PATH)
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(this::answer);
        router.routeWithRegex(PATH)
                .method(HttpMethod.OPTIONS)
                .handler(context -> CrossOrigin.preflight(context.response()));
        vertx.setPeriodic(CHECK_MILLIS, timer -> check());
    }

    /** Viewers of one channel at the moment. */
    public int viewers(String group) {
        return (int) viewers.values().stream()
                .filter(place -> place.group().equals(group))
                .count();
    }

    /** Closes the viewers of a channel that is deleted. */
    public void close(String group) {
        for (Map.Entry<RelayViewer, Place> entry : List.copyOf(viewers.entrySet())) {
            if (entry.getValue().group().equals(group)) {
                leave(entry.getKey(), "deleted");
                end(entry.getValue().response());
            }
        }
    }

    private void answer(RoutingContext context) {
        HttpServerResponse response = context.response();
        LiveStream stream = streams.find(context.pathParam(NAME));
        if (stream == null) {
            refuse(response, Problem.unknownGroup());
        } else if (stream.epoch().isEmpty()) {
            refuse(response, Problem.noStream());
        } else if (viewers.size() >= options.maxViewers()) {
            refuse(
                    response,
                    Problem.temporary(
                            503, "Gateway is full", "All places for viewers are taken; try later.", FULL_RETRY_MILLIS));
        } else {
            CrossOrigin.allow(response).putHeader("Content-Type", "video/x-flv").putHeader("Cache-Control", "no-store");
            if (context.request().method().equals(HttpMethod.HEAD)) {
                end(response);
            } else {
                serve(stream, response);
            }
        }
    }

    private void serve(LiveStream stream, HttpServerResponse response) {
        response.setChunked(true).setWriteQueueMaxSize(WRITE_QUEUE_BYTES);
        RelayViewer viewer = new RelayViewer(
                stream, response, vertx.getOrCreateContext(), options, clockMillis, egress.of(stream.group()));
        Place place = new Place(stream.group(), nextViewer++, response);
        viewers.put(viewer, place);
        LOG.info("viewer joined channel={} viewer={}", place.group(), place.number());
        response.exceptionHandler(failure -> leave(viewer, "connection lost"));
        response.closeHandler(closed -> leave(viewer, "left"));
        // So that a player knows at once that it will get a stream, even before the first keyframe.
        response.writeHead();
        viewer.start();
    }

    /** Closes viewers that have been behind for too long, or have waited for a stream for too long. */
    void check() {
        for (Map.Entry<RelayViewer, Place> entry : List.copyOf(viewers.entrySet())) {
            RelayViewer.Dismissal dismissal = entry.getKey().dismissal();
            if (dismissal == RelayViewer.Dismissal.BEHIND) {
                leave(entry.getKey(), "too slow");
                // Not ended: the end would wait behind what the viewer does not read.
                entry.getValue().response().reset();
            } else if (dismissal == RelayViewer.Dismissal.ENDED) {
                leave(entry.getKey(), "stream ended");
                end(entry.getValue().response());
            }
        }
    }

    /** The most that waits for any viewer, in bytes. */
    long mostQueuedBytes() {
        return viewers.keySet().stream()
                .mapToLong(RelayViewer::queuedBytes)
                .max()
                .orElse(0);
    }

    private void leave(RelayViewer viewer, String reason) {
        Place place = viewers.remove(viewer);
        if (place != null) {
            LOG.info(
                    "viewer left channel={} viewer={} reason=\"{}\" droppedTags={}",
                    place.group(),
                    place.number(),
                    reason,
                    viewer.droppedTags());
            viewer.close();
        }
    }

    private static void end(HttpServerResponse response) {
        // The future is dropped: a viewer that is gone has nothing to end.
        response.end();
    }

    private static void refuse(HttpServerResponse response, Problem problem) {
        // The future is dropped: whether the viewer still hears it concerns nobody here.
        problem.send(response);
    }

    /** What is known about a viewer beside its stream. */
    private record Place(String group, long number, HttpServerResponse response) {}
}
