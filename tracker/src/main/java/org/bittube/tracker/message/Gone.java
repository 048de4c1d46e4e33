package org.bittube.tracker.message;

/** A peer that the receiver was introduced to is a member no more. */
public record Gone(String group, String peerId) implements TrackerEvent {
    public Gone {
        Names.checkGroup(group);
        Names.checkPeerId("peerId", peerId);
    }

    @Override
    public void deliverTo(TrackerEventHandler handler) {
        handler.onGone(this);
    }
}
