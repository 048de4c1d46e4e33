package org.bittube.tracker.access;

/** When a visitor is looked at: whoever is in is not sent away because his token's time has come, and is let out gently. */
public enum Moment {
    /** It comes in: the token has to be good now. */
    COMES(Doorkeeper.SKEW_SECONDS),
    /** It came in before, and asks for what comes next: the token may have ended within the hour. */
    GOES_ON(3_600),
    /** It has been in since: that its token has ended does not matter. */
    STAYS(Integer.MAX_VALUE);

    private final int secondsPast;

    Moment(int secondsPast) {
        this.secondsPast = secondsPast;
    }

    /** For how long after its end a token still does. */
    int secondsPast() {
        return secondsPast;
    }
}
