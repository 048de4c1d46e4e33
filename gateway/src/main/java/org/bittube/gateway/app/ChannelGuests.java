package org.bittube.gateway.app;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.bittube.gateway.channel.Channel;
import org.bittube.gateway.door.ChannelDoor;
import org.bittube.gateway.door.Crowd;
import org.bittube.gateway.swarm.ViewerAddress;
import org.bittube.tracker.access.Doorkeeper;
import org.bittube.tracker.access.GroupPolicy;
import org.bittube.tracker.access.Moment;
import org.bittube.tracker.access.Visitor;
import org.jspecify.annotations.Nullable;

/** What the policies of the channels let whom do, whatever way they come. Confined to the gateway's event loop. */
final class ChannelGuests {
    private final Function<String, @Nullable Channel> channels;
    private final Doorkeeper doorkeeper;

    ChannelGuests(Function<String, @Nullable Channel> channels, Doorkeeper doorkeeper) {
        this.channels = channels;
        this.doorkeeper = doorkeeper;
    }

    /** Stands before what viewers get over HTTP. */
    ChannelDoor door(Crowd crowd, ViewerAddress addresses) {
        return new ChannelDoor(this::policy, doorkeeper, crowd, addresses);
    }

    /** Whether only those may watch who have a token. */
    boolean areInvited(String name) {
        GroupPolicy policy = policy(name);
        return policy != null && policy.forTokens();
    }

    /** The origins whose pages may show the channel; empty: all. */
    Set<String> showers(String name) {
        GroupPolicy policy = policy(name);
        return policy == null ? Set.of() : policy.origins();
    }

    boolean mayPost(String name, String token) {
        GroupPolicy policy = policy(name);
        return policy != null && doorkeeper.mayPost(policy, name, token);
    }

    /** Over RTMP, where no page asks and the name carries the token. */
    boolean mayPlay(String name, String token, String address) {
        GroupPolicy policy = policy(name);
        Visitor visitor = new Visitor(name, Optional.of(token), Optional.empty(), address);
        // What there is not, is said by whoever looks for it.
        return policy == null
                || doorkeeper.denial(policy, visitor, Moment.COMES).isEmpty();
    }

    private @Nullable GroupPolicy policy(String name) {
        Channel channel = channels.apply(name);
        return channel == null ? null : channel.policy();
    }
}
