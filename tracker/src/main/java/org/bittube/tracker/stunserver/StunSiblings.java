package org.bittube.tracker.stunserver;

import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import org.bittube.tracker.stun.BindingAnswer.Discovery;
import org.bittube.tracker.stun.Endpoint;
import org.jspecify.annotations.Nullable;

/** The four sockets of behaviour discovery (RFC 5780 section 6): two addresses with two ports each. Without a second address it stays empty. */
final class StunSiblings {
    /** The socket that answers, and what its answers say of it. */
    record Sibling(Channel channel, Discovery discovery) {}

    /** By the socket that was asked; then by what is to change: 1 the port, 2 the address. Never changed after it was set. */
    private volatile Map<Channel, Sibling[]> bySocket = Map.of();

    /** The sockets: two ports at one address, then the same two at the other. */
    void complete(Channel... sockets) {
        Map<Channel, Sibling[]> all = new HashMap<>();
        for (int asked = 0; asked < sockets.length; asked++) {
            Sibling[] siblings = new Sibling[sockets.length];
            Endpoint other = endpoint(sockets[asked ^ 3]);
            for (int change = 0; change < sockets.length; change++) {
                Channel origin = sockets[asked ^ change];
                siblings[change] = new Sibling(origin, new Discovery(endpoint(origin), other));
            }
            all.put(sockets[asked], siblings);
        }
        bySocket = Map.copyOf(all);
    }

    boolean isEmpty() {
        return bySocket.isEmpty();
    }

    /** Who is to answer; null where there is no second address. */
    @Nullable
    Sibling of(Channel asked, boolean changeAddress, boolean changePort) {
        Sibling[] siblings = bySocket.get(asked);
        return siblings == null ? null : siblings[(changeAddress ? 2 : 0) | (changePort ? 1 : 0)];
    }

    private static Endpoint endpoint(Channel socket) {
        InetSocketAddress address = (InetSocketAddress) socket.localAddress();
        return new Endpoint(address.getAddress().getAddress(), address.getPort());
    }
}
