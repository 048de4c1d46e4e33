package org.bittube.tracker.message;

/** One method for each kind of event: a new kind does not compile until everybody handles it. */
public interface TrackerEventHandler {
    void onWelcome(Welcome welcome);

    void onIntroduce(Introduce introduce);

    void onSignal(RelayedSignal signal);

    void onGone(Gone gone);

    void onInterval(Interval interval);

    void onReconnect(Reconnect reconnect);

    void onRefusal(Refusal refusal);
}
