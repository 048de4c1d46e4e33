package org.bittube.tracker.webtorrent;

import java.util.List;

/**
 * A client is, still is, or no longer is in a swarm, and may offer itself to others.
 *
 * @param complete whether it has everything: {@code left} is 0. Absent, or anything but a number, it counts as incomplete
 * @param offers at most as many as are relayed of one announce
 */
record Announce(Id20 infoHash, Id20 peerId, Event event, boolean complete, List<Offer> offers)
        implements ClientRequest {
    /** What became of the client. {@code NONE}: the regular announce, and those whose event changes nothing here. */
    enum Event {
        NONE,
        STARTED,
        COMPLETED,
        STOPPED
    }

    /**
     * One session description for one other client.
     *
     * @param description a JSON object, as it came
     */
    record Offer(Slice description, OfferId id) {}

    @Override
    public void deliverTo(Handler handler) {
        handler.onAnnounce(this);
    }
}
