package org.bittube.tracker.address;

/** A rate with a burst: so many at once, so many a second in the long run. Time is handed in. */
public final class TokenBucket {
    private final double perMilli;
    private final double burst;
    private double tokens;
    private long lastMillis;

    public TokenBucket(int perSecond, int burst, long nowMillis) {
        this.perMilli = perSecond / 1000.0;
        this.burst = burst;
        this.tokens = burst;
        this.lastMillis = nowMillis;
    }

    /** Takes one token; false when there is none. A clock that goes backwards fills nothing. */
    public boolean take(long nowMillis) {
        return take(1, nowMillis);
    }

    /** Takes so many tokens, or none and returns false when there are less. */
    public boolean take(int wanted, long nowMillis) {
        if (nowMillis > lastMillis) {
            tokens = Math.min(burst, tokens + (nowMillis - lastMillis) * perMilli);
            lastMillis = nowMillis;
        }
        if (tokens < wanted) {
            return false;
        }
        tokens -= wanted;
        return true;
    }
}
