package org.bittube.tracker.message;

/**
 * A member tells how an introduction went.
 *
 * @param peer whom it was introduced to
 * @param elapsedMillis since the introduction
 */
public record Report(String group, String peer, Outcome outcome, CandidatePath path, long elapsedMillis)
        implements TrackerRequest {
    public Report {
        Names.checkGroup(group);
        Names.checkPeerId("peer", peer);
        Names.checkRange("elapsedMillis", elapsedMillis, 0, Stats.MAX);
    }

    @Override
    public void deliverTo(TrackerRequestHandler handler) {
        handler.onReport(this);
    }
}
