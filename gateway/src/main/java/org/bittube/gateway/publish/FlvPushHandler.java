package org.bittube.gateway.publish;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.bittube.gateway.http.BearerToken;
import org.bittube.gateway.http.FlvPath;
import org.bittube.gateway.http.Problem;
import org.bittube.gateway.http.RequestBody;
import org.bittube.gateway.source.Admission;
import org.bittube.gateway.source.PublishPoints;
import org.bittube.gateway.swarm.ViewerAddress;

/**
 * {@code POST|PUT /live/{channel}.flv} of docs/protocol.md section 10: an endless FLV body becomes the stream of a channel. Confined to
 * its event loop, which is that of the channels.
 */
public final class FlvPushHandler {
    private final Vertx vertx;
    private final PublishPoints points;
    private final PublishDesk desk;
    private final ViewerAddress addresses;
    private final PushLimits limits;
    private final LongSupplier clockMillis;
    private final Pushes pushes;

    /**
     * Serves nothing before {@link #mount}.
     *
     * @param addresses tells those apart who guess keys
     * @param clockMillis a clock that never goes back
     */
    public FlvPushHandler(
            Vertx vertx, PublishPoints points, PublishDesk desk, ViewerAddress addresses, LongSupplier clockMillis) {
        this(vertx, points, desk, addresses, PushLimits.USUAL, clockMillis);
    }

    FlvPushHandler(
            Vertx vertx,
            PublishPoints points,
            PublishDesk desk,
            ViewerAddress addresses,
            PushLimits limits,
            LongSupplier clockMillis) {
        this.vertx = vertx;
        this.points = points;
        this.desk = desk;
        this.addresses = addresses;
        this.limits = limits;
        this.clockMillis = clockMillis;
        this.pushes = new Pushes(clockMillis);
    }

    /** Adds the route, and begins to look after encoders that fall silent. To be called once. */
    public void mount(Router router) {
        FlvPath.route(router).method(HttpMethod.POST).method(HttpMethod.PUT).handler(this::receive);
        pushes.watch(vertx);
    }

    private void receive(RoutingContext context) {
        HttpServerRequest request = context.request();
        String address = addresses.of(request);
        FlvPush push = new FlvPush(
                new Intake(request, limits.bytesPerSecond(), clockMillis.getAsLong()), limits, new Reply(request));
        Admission admission = desk.admit(points, address, FlvPath.channel(context), key(request), push);
        if (admission instanceof Admission.Refused refused) {
            refuse(request, problem(refused, address));
        } else if (admission instanceof Admission.Granted granted) {
            push.begin(granted.publication());
            pushes.add(push);
            request.handler(chunk -> push.received(chunk, clockMillis.getAsLong()));
            request.endHandler(end -> push.ended());
            request.exceptionHandler(trouble -> push.gone());
            request.response().closeHandler(closed -> push.gone());
            if (RequestBody.waits(request)) {
                request.response().writeContinue();
            }
        }
    }

    private static String key(HttpServerRequest request) {
        String inUrl = request.getParam("key");
        return inUrl != null ? inUrl : Objects.requireNonNullElse(BearerToken.of(request), "");
    }

    private Problem problem(Admission.Refused refused, String address) {
        return switch (refused) {
            case WRONG_KEY ->
                Problem.of(
                        401,
                        "Wrong key",
                        refused.words() + " Send the channel's stream key as ?key=KEY or as a bearer token.");
            case TAKEN -> Problem.of(409, "Channel is taken", refused.words());
            case TOO_OFTEN -> Problem.temporary(429, "Too many requests", refused.words(), desk.waitMillis(address));
        };
    }

    private void refuse(HttpServerRequest request, Problem problem) {
        RequestBody.discard(vertx, request);
        if (problem.status() == 401) {
            request.response().putHeader("WWW-Authenticate", "Bearer");
        }
        // The future is dropped: whether the encoder still hears it concerns nobody here.
        problem.send(request.response());
    }

    /** The end of one request. */
    private final class Reply implements FlvPush.Answer {
        private final HttpServerRequest request;

        Reply(HttpServerRequest request) {
            this.request = request;
        }

        @Override
        public void taken() {
            // The future is dropped: the stream is over already.
            request.response().setStatusCode(204).end();
        }

        @Override
        public void refused(Problem problem) {
            refuse(request, problem);
        }
    }
}
