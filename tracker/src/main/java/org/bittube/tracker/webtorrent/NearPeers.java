package org.bittube.tracker.webtorrent;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which members of one swarm come from the same public address. Where more than {@value #MOST} do, no preference is needed: chance finds them, and a school must
 * not ask the same few all the time. Confined to its event loop.
 */
final class NearPeers {
    static final int MOST = 32;

    private static final class Address {
        private int count;
        private final List<SwarmPeer> listed = new ArrayList<>(1);
    }

    private final Map<String, Address> addresses = new HashMap<>(2);

    void add(SwarmPeer peer) {
        Address address = addresses.computeIfAbsent(peer.network(), first -> new Address());
        address.count++;
        if (address.listed.size() < MOST) {
            address.listed.add(peer);
        }
    }

    void remove(SwarmPeer peer) {
        Address address = addresses.get(peer.network());
        if (address != null) {
            address.count--;
            address.listed.remove(peer);
            if (address.count == 0) {
                addresses.remove(peer.network());
            }
        }
        peer.forgetMet();
    }

    /** Those whom the peer was not given to, nor they to it. */
    List<SwarmPeer> unmet(SwarmPeer peer) {
        Address address = addresses.get(peer.network());
        if (address == null || address.count < 2 || address.count > MOST) {
            return List.of();
        }
        List<SwarmPeer> unmet = new ArrayList<>();
        for (SwarmPeer other : address.listed) {
            if (other != peer && !peer.hasMet(other)) {
                unmet.add(other);
            }
        }
        return unmet;
    }
}
