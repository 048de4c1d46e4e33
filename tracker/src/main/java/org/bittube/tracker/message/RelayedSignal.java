package org.bittube.tracker.message;

/** A part of a session, from one that the receiver was introduced to. */
public record RelayedSignal(String group, String from, Signal signal) implements TrackerEvent {
    public RelayedSignal {
        Names.checkGroup(group);
        Names.checkPeerId("from", from);
    }

    @Override
    public void deliverTo(TrackerEventHandler handler) {
        handler.onSignal(this);
    }
}
