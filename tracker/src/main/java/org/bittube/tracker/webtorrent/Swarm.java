package org.bittube.tracker.webtorrent;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Who is in one swarm. Confined to its event loop. */
final class Swarm {
    private final Id20 infoHash;
    /** In any order, so that a member can be taken out and some can be drawn without looking at the others. */
    private final List<SwarmPeer> members = new ArrayList<>(2);

    private final NearPeers near = new NearPeers();
    private int complete;
    private int downloaded;

    Swarm(Id20 infoHash) {
        this.infoHash = infoHash;
    }

    Id20 infoHash() {
        return infoHash;
    }

    int size() {
        return members.size();
    }

    SwarmCounts counts() {
        return new SwarmCounts(complete, members.size() - complete, downloaded);
    }

    int complete() {
        return complete;
    }

    void add(SwarmPeer peer) {
        peer.place(members.size());
        members.add(peer);
        near.add(peer);
        complete += peer.isComplete() ? 1 : 0;
    }

    void remove(SwarmPeer peer) {
        SwarmPeer last = members.get(members.size() - 1);
        put(peer.place(), last);
        members.remove(members.size() - 1);
        peer.place(-1);
        near.remove(peer);
        complete -= peer.isComplete() ? 1 : 0;
    }

    /** A member has come to have everything, or lacks something again. */
    void complete(SwarmPeer peer, boolean now) {
        complete += (now ? 1 : 0) - (peer.isComplete() ? 1 : 0);
        peer.complete(now);
    }

    /** A member says that it has just become complete. */
    void countDownload() {
        downloaded++;
    }

    /**
     * Draws up to {@code count} others than {@code peer}, any with the same likelihood: afterwards they are the members 0 … result − 1,
     * in an order of chance.
     */
    int drawOthers(SwarmPeer peer, int count, RandomGenerator random) {
        int others = members.size() - 1;
        swap(peer.place(), others);
        int drawn = Math.min(count, others);
        for (int i = 0; i < drawn; i++) {
            swap(i, random.nextInt(i, others));
        }
        return drawn;
    }

    /** Who comes from where. */
    NearPeers near() {
        return near;
    }

    SwarmPeer member(int place) {
        return members.get(place);
    }

    private void swap(int one, int other) {
        SwarmPeer moved = members.get(one);
        put(one, members.get(other));
        put(other, moved);
    }

    private void put(int place, SwarmPeer peer) {
        members.set(place, peer);
        peer.place(place);
    }
}
