package org.bittube.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.LongSupplier;
import org.bittube.gateway.channel.Channel;
import org.bittube.gateway.channel.Channels;
import org.bittube.tracker.access.GroupPolicy;
import org.bittube.tracker.access.PolicyJson;
import org.bittube.tracker.access.Right;
import org.bittube.tracker.access.TokenKey;
import org.bittube.tracker.access.TokenWriter;
import org.jspecify.annotations.Nullable;

/** Who may watch a channel, and publish on it: {@code /api/channels/{name}/policy}, and tokens for it. Confined to its event loop. */
public final class PolicyApi {
    private static final long LEAST_SECONDS = 60;
    private static final long MOST_SECONDS = Duration.ofDays(366).toSeconds();
    private static final String WHICH_RIGHTS = "Give \"rights\" as a list of \"watch\" and \"post\".";
    private static final Set<String> TOKEN_FIELDS = Set.of("expiresSeconds", "rights");

    private final Channels channels;
    private final boolean ownTracker;
    private final LongSupplier unixMillis;

    /**
     * For these channels.
     *
     * @param ownTracker whether the tracker is this gateway's: one elsewhere is not told secrets
     * @param unixMillis the wall clock, by which tokens end
     */
    public PolicyApi(Channels channels, boolean ownTracker, LongSupplier unixMillis) {
        this.channels = channels;
        this.ownTracker = ownTracker;
        this.unixMillis = unixMillis;
    }

    /** Adds the routes, behind what {@link ChannelApi} puts before all of its own. */
    public void mount(Router router) {
        router.get("/api/channels/:name/policy").handler(ChannelApi.answer(200, this::show));
        router.put("/api/channels/:name/policy").handler(ChannelApi.answer(200, this::set));
        router.post("/api/channels/:name/tokens").handler(ChannelApi.answer(201, this::makeToken));
    }

    private Future<JsonNode> show(RoutingContext request) {
        return Future.succeededFuture(PolicyJson.shown(channel(request).policy()));
    }

    private Future<JsonNode> set(RoutingContext request) {
        Channel channel = channel(request);
        GroupPolicy policy;
        try {
            policy = PolicyJson.read(JsonBody.of(request, PolicyJson.FIELDS).all(), channel.policy());
        } catch (IllegalArgumentException e) {
            throw new ProblemException(400, String.valueOf(e.getMessage()));
        }
        if ((policy.forTokens() || policy.postByToken()) && policy.key() == null) {
            throw new ProblemException(400, "Give \"key\", with which the tokens are checked.");
        }
        if (policy.key() instanceof TokenKey.Hs256 && !ownTracker) {
            throw new ProblemException(
                    400, "A tracker elsewhere is not told secrets, so it could check no token: use a key of EdDSA.");
        }
        return channels.setPolicy(channel.name(), policy).map(changed -> PolicyJson.shown(changed.policy()));
    }

    private Future<JsonNode> makeToken(RoutingContext request) {
        Channel channel = channel(request);
        JsonBody body = JsonBody.of(request, TOKEN_FIELDS);
        JsonNode seconds = body.get("expiresSeconds");
        if (seconds == null
                || !seconds.canConvertToExactIntegral()
                || seconds.longValue() < LEAST_SECONDS
                || seconds.longValue() > MOST_SECONDS) {
            throw new ProblemException(
                    400, "Give \"expiresSeconds\", a whole number from " + LEAST_SECONDS + " to " + MOST_SECONDS + ".");
        }
        if (!(channel.policy().key() instanceof TokenKey.Hs256 key)) {
            throw new ProblemException(
                    409,
                    "The gateway has no secret of this channel, so it can make no tokens: give its policy a key of HS256, or make them where the private key is.");
        }
        long until = Math.floorDiv(unixMillis.getAsLong(), 1_000) + seconds.longValue();
        String token = TokenWriter.write(key, channel.name(), rights(body.get("rights")), until);
        return Future.succeededFuture(
                JsonNodeFactory.instance.objectNode().put("token", token).put("expires", until));
    }

    /** Those that are named; to watch where none is. */
    private static Set<Right> rights(@Nullable JsonNode named) {
        if (named == null) {
            return EnumSet.of(Right.WATCH);
        }
        Set<Right> rights = EnumSet.noneOf(Right.class);
        for (JsonNode name : named) {
            switch (name.asText()) {
                case "watch" -> rights.add(Right.WATCH);
                case "post" -> rights.add(Right.POST);
                default -> throw new ProblemException(400, WHICH_RIGHTS);
            }
        }
        if (!named.isArray() || rights.isEmpty()) {
            throw new ProblemException(400, WHICH_RIGHTS);
        }
        return rights;
    }

    private Channel channel(RoutingContext request) {
        return ChannelApi.channel(channels, request);
    }
}
