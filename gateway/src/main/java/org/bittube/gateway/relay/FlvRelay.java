package org.bittube.gateway.relay;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.bittube.gateway.http.CrossOrigin;
import org.bittube.gateway.http.FlvPath;
import org.bittube.gateway.http.Problem;
import org.bittube.gateway.stream.LiveStream;
import org.bittube.gateway.stream.LiveStreams;

/**
 * {@code GET|HEAD /live/{name}.flv} of docs/protocol.md section 3. Confined to its event loop, which is that of the streams.
 */
public final class FlvRelay {
    private static final long FULL_RETRY_MILLIS = 10_000;

    private final LiveStreams streams;
    private final RelaySeats seats;

    public FlvRelay(LiveStreams streams, RelaySeats seats) {
        this.streams = streams;
        this.seats = seats;
    }

    /** Adds the routes. */
    public void mount(Router router) {
        FlvPath.route(router).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(this::answer);
        FlvPath.route(router).method(HttpMethod.OPTIONS).handler(context -> CrossOrigin.preflight(context.response()));
    }

    private void answer(RoutingContext context) {
        HttpServerResponse response = context.response();
        LiveStream stream = streams.find(FlvPath.channel(context));
        if (stream == null) {
            refuse(response, Problem.unknownGroup());
        } else if (stream.epoch().isEmpty()) {
            refuse(response, Problem.noStream());
        } else if (seats.isFull()) {
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
        response.setChunked(true);
        RelaySeats.Seat seat = seats.take(stream, response, new FlvFormat(), new RelaySeats.Guest() {
            @Override
            public void end() {
                FlvRelay.end(response);
            }

            @Override
            public void cut() {
                // Not ended: the end would wait behind what the viewer does not read.
                response.reset();
            }
        });
        response.exceptionHandler(failure -> seat.leave("connection lost"));
        response.closeHandler(closed -> seat.leave("left"));
        // So that a player knows at once that it will get a stream, even before the first keyframe.
        response.writeHead();
        seat.start();
    }

    private static void end(HttpServerResponse response) {
        // The future is dropped: a viewer that is gone has nothing to end.
        response.end();
    }

    private static void refuse(HttpServerResponse response, Problem problem) {
        // The future is dropped: whether the viewer still hears it concerns nobody here.
        problem.send(response);
    }
}
