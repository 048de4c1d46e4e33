package org.bittube.tracker.message;

/**
 * The tracker comes to its end: the receiver may go on with this socket as long as it stands, and is to come back with another one.
 *
 * @param afterMillis from now, not earlier and, if it can, not later: the tracker spreads its clients; 0 to 3,600,000
 */
public record Reconnect(int afterMillis) implements TrackerEvent {
    static final int MAX_MILLIS = 3_600_000;

    public Reconnect {
        Names.checkRange("afterMillis", afterMillis, 0, MAX_MILLIS);
    }

    @Override
    public void deliverTo(TrackerEventHandler handler) {
        handler.onReconnect(this);
    }
}
