package org.bittube.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.bittube.gateway.channel.Channel;
import org.bittube.gateway.channel.Channels;
import org.bittube.tracker.access.GroupPolicy;
import org.bittube.tracker.access.PolicyJson;
import org.bittube.tracker.access.TokenKey;

/** Who may watch a channel, and publish on it: {@code /api/channels/{name}/policy}. Confined to its event loop. */
public final class PolicyApi {
    private final Channels channels;
    private final boolean ownTracker;

    /** @param ownTracker whether the tracker is this gateway's: one elsewhere is not told secrets */
    public PolicyApi(Channels channels, boolean ownTracker) {
        this.channels = channels;
        this.ownTracker = ownTracker;
    }

    /** Adds the routes, behind what {@link ChannelApi} puts before all of its own. */
    public void mount(Router router) {
        router.get("/api/channels/:name/policy").handler(ChannelApi.answer(200, this::show));
        router.put("/api/channels/:name/policy").handler(ChannelApi.answer(200, this::set));
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

    private Channel channel(RoutingContext request) {
        return ChannelApi.channel(channels, request);
    }
}
