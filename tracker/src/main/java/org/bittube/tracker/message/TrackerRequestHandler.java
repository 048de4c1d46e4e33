package org.bittube.tracker.message;

/** One method for each kind of request: a new kind does not compile until everybody handles it. */
public interface TrackerRequestHandler {
    void onJoin(Join join);

    void onSignal(SendSignal signal);

    void onMore(More more);

    void onReport(Report report);

    void onStats(Stats stats);

    void onLeave(Leave leave);
}
