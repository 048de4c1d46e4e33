package org.bittube.tracker.message;

/**
 * A member tells how an introduction went.
 *
 * @param peer whom it was introduced to
 * @param path how the two reach each other
 */
public record Report(String group, String peer, Outcome outcome, CandidatePath path) implements TrackerRequest {
    public Report {
        Names.checkGroup(group);
        Names.checkPeerId("peer", peer);
    }

    @Override
    public void deliverTo(TrackerRequestHandler handler) {
        handler.onReport(this);
    }
}
