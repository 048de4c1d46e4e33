package org.bittube.tracker.message;

/** What a client says to the tracker. */
public sealed interface TrackerRequest permits Join, SendSignal, More, Report, Stats, Leave {
    /** The group that the request is about. */
    String group();

    /** Hands the request to the method of its kind. */
    void deliverTo(TrackerRequestHandler handler);
}
