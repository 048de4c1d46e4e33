package org.bittube.tracker.webtorrent;

import java.util.HashSet;
import java.util.Set;

/**
 * One peer_id of one socket in one swarm. Two sockets may name the same peer_id: it is a name that clients give themselves and proves nothing,
 * so neither takes anything away from the other. Confined to its event loop.
 */
final class SwarmPeer {
    private final Swarm swarm;
    private final Id20 peerId;
    private final PeerSession session;
    /** Peers from the same public address to which an offer of it went, or whose offer came to it, as long as they are members. */
    private Set<SwarmPeer> met = Set.of();

    private boolean complete;
    private long announcedMillis;
    /** Where it stands among the members of its swarm; negative when it is none. */
    private int place = -1;

    SwarmPeer(Swarm swarm, Id20 peerId, PeerSession session) {
        this.swarm = swarm;
        this.peerId = peerId;
        this.session = session;
    }

    Swarm swarm() {
        return swarm;
    }

    Id20 peerId() {
        return peerId;
    }

    PeerSession session() {
        return session;
    }

    String network() {
        return session.network();
    }

    boolean hasMet(SwarmPeer other) {
        return met.contains(other);
    }

    void meet(SwarmPeer other) {
        remember(other);
        other.remember(this);
    }

    void forgetMet() {
        met.forEach(other -> other.met.remove(this));
        met = Set.of();
    }

    private void remember(SwarmPeer other) {
        if (met.isEmpty()) {
            met = new HashSet<>(4);
        }
        met.add(other);
    }

    boolean isComplete() {
        return complete;
    }

    void complete(boolean now) {
        complete = now;
    }

    long announcedMillis() {
        return announcedMillis;
    }

    void announcedMillis(long nowMillis) {
        announcedMillis = nowMillis;
    }

    boolean isMember() {
        return place >= 0;
    }

    int place() {
        return place;
    }

    void place(int newPlace) {
        place = newPlace;
    }
}
