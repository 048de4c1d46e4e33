package org.bittube.gateway.door;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.bittube.gateway.http.BearerToken;
import org.bittube.gateway.http.CrossOrigin;
import org.bittube.gateway.http.FlvPath;
import org.bittube.gateway.http.Problem;
import org.bittube.gateway.swarm.ViewerAddress;
import org.bittube.tracker.access.Denial;
import org.bittube.tracker.access.Doorkeeper;
import org.bittube.tracker.access.GroupPolicy;
import org.bittube.tracker.access.Moment;
import org.bittube.tracker.access.Origins;
import org.bittube.tracker.access.Visitor;
import org.jspecify.annotations.Nullable;

/**
 * Stands before everything under {@code /live/} and {@code /feed/} that viewers get, and before what they are told of a channel: whatever route is added there is asked about, too. Confined to its event loop.
 */
public final class ChannelDoor {
    private static final String GROUP = "group";
    /** What follows the name in the address of what only those ask for who are in. */
    private static final Pattern MORE = Pattern.compile("/(?:[0-9]+/(?:packets|prelude)|recording)/.*");
    /** Where pages publish, which show a key. */
    private static final String PUBLISH = "/publish";

    private static final long RETRY_MILLIS = 10_000;

    private final Function<String, @Nullable GroupPolicy> policies;
    private final Doorkeeper doorkeeper;
    private final Crowd crowd;
    private final ViewerAddress addresses;

    /** @param policies of the channels; null: there is no such channel */
    public ChannelDoor(
            Function<String, @Nullable GroupPolicy> policies,
            Doorkeeper doorkeeper,
            Crowd crowd,
            ViewerAddress addresses) {
        this.policies = policies;
        this.doorkeeper = doorkeeper;
        this.crowd = crowd;
        this.addresses = addresses;
    }

    /** Adds the routes; to be called before any other that is under those paths. */
    public void mount(Router router) {
        // With other methods encoders send there, who show a key.
        FlvPath.route(router)
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(context -> look(context, FlvPath.channel(context), Moment.COMES));
        router.route("/live/:" + GROUP + "/*").handler(this::look);
        router.route("/feed/:" + GROUP).handler(this::look);
        // Pages ask for it again and again, beside a picture that plays.
        router.get("/api/live/:" + GROUP).handler(context -> look(context, context.pathParam(GROUP), Moment.GOES_ON));
    }

    private void look(RoutingContext context) {
        String channel = context.pathParam(GROUP);
        String path = context.normalizedPath();
        String rest = path.substring(path.indexOf('/', 1)).substring(1 + channel.length());
        if (rest.equals(PUBLISH)) {
            context.next();
        } else {
            look(context, channel, MORE.matcher(rest).matches() ? Moment.GOES_ON : Moment.COMES);
        }
    }

    private void look(RoutingContext context, String channel, Moment moment) {
        GroupPolicy policy = policies.apply(channel);
        if (policy == null || policy.isOpen() || context.request().method().equals(HttpMethod.OPTIONS)) {
            context.next();
            return;
        }
        Optional<Denial> denial = doorkeeper
                .denial(policy, visitor(context, channel), moment)
                .or(() -> crowd(policy, channel, moment, context.request()));
        if (denial.isPresent()) {
            refuse(context.response(), denial.get());
            return;
        }
        if (!policy.isPublic()) {
            context.addHeadersEndHandler(end -> keepToViewer(context.response()));
        }
        context.next();
    }

    private Optional<Denial> crowd(GroupPolicy policy, String channel, Moment moment, HttpServerRequest request) {
        boolean full = moment == Moment.COMES
                && policy.mostPeers() < GroupPolicy.ANY_NUMBER
                && crowd.isFull(channel, policy.mostPeers(), request);
        return full ? Optional.of(Doorkeeper.FULL) : Optional.empty();
    }

    private Visitor visitor(RoutingContext context, String channel) {
        HttpServerRequest request = context.request();
        String token = BearerToken.ofViewer(context);
        HostAndPort authority = request.authority();
        return new Visitor(
                channel,
                Optional.of(token).filter(text -> !text.isEmpty()),
                Origins.foreign(
                        Optional.ofNullable(request.getHeader(HttpHeaders.ORIGIN)),
                        authority == null ? "" : authority.toString()),
                addresses.of(request));
    }

    /** A cache on the way would give it to others. */
    private static void keepToViewer(HttpServerResponse response) {
        String caching = response.headers().get(HttpHeaders.CACHE_CONTROL);
        if (caching != null) {
            response.putHeader(HttpHeaders.CACHE_CONTROL, caching.replaceFirst("^public\\b", "private"));
        }
        response.putHeader(HttpHeaders.VARY, "Origin");
    }

    private static void refuse(HttpServerResponse response, Denial denial) {
        response.putHeader(CrossOrigin.REFUSAL_HEADER, denial.reason().name().toLowerCase(Locale.ROOT));
        Problem problem =
                switch (denial.reason()) {
                    case TOKEN, EXPIRED -> Problem.of(401, "Not authorised", denial.message());
                    case ORIGIN -> Problem.of(403, "Origin not allowed", denial.message());
                    case RATE ->
                        Problem.temporary(429, "Too many wrong tokens", denial.message(), Doorkeeper.MILLIS_PER_GUESS);
                    case FULL -> Problem.temporary(503, "Channel is full", denial.message(), RETRY_MILLIS);
                };
        if (problem.status() == 401) {
            response.putHeader("WWW-Authenticate", "Bearer");
        }
        // The future is dropped: whether the viewer still hears it concerns nobody here.
        problem.send(response);
    }
}
