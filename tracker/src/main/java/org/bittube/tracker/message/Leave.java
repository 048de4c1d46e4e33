package org.bittube.tracker.message;

/** A member leaves its group; the socket stays open. */
public record Leave(String group) implements TrackerRequest {
    public Leave {
        Names.checkGroup(group);
    }

    @Override
    public void deliverTo(TrackerRequestHandler handler) {
        handler.onLeave(this);
    }
}
