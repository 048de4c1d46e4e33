package org.bittube.tracker.message;

/** A viewer sends a part of a session to one it was introduced to. */
public record SendSignal(String group, String to, Signal signal) implements TrackerRequest {
    public SendSignal {
        Names.checkGroup(group);
        Names.checkPeerId("to", to);
    }

    @Override
    public void deliverTo(TrackerRequestHandler handler) {
        handler.onSignal(this);
    }
}
