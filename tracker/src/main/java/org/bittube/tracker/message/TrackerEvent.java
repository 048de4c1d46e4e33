package org.bittube.tracker.message;

/** What the tracker says to a client. */
public sealed interface TrackerEvent permits Welcome, Introduce, RelayedSignal, Gone, Interval, Reconnect, Refusal {
    /** Hands the event to the method of its kind. */
    void deliverTo(TrackerEventHandler handler);
}
