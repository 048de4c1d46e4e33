package org.bittube.tracker.message;

import java.util.List;

/** Peers that the receiver meets now: 1 to 20. */
public record Introduce(String group, List<Partner> peers) implements TrackerEvent {
    public Introduce {
        Names.checkGroup(group);
        Names.checkSize("peers", peers.size(), 1, Join.MAX_WANT);
        peers = List.copyOf(peers);
    }

    @Override
    public void deliverTo(TrackerEventHandler handler) {
        handler.onIntroduce(this);
    }

    /**
     * One of them.
     *
     * @param initiate whether the receiver makes the offer; true on exactly one of the two sides
     * @param near whether both may be in the same network, so that addresses of it are worth telling
     * @param capacity what the peer offers to upload, kbit/s
     */
    public record Partner(String peerId, boolean initiate, boolean near, int capacity) {
        public Partner {
            Names.checkPeerId("peerId", peerId);
            Names.checkRange("capacity", capacity, 0, Join.MAX_CAPACITY);
        }
    }
}
