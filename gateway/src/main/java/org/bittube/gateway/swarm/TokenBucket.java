package org.bittube.gateway.swarm;

/** Allows so many events a second on average, and a burst. Pure: the time is handed in. */
final class TokenBucket {
    private final double perMillisecond;
    private final double burst;
    private double tokens;
    private long filledAtMillis;

    /** A full bucket. */
    TokenBucket(double perSecond, double burst, long nowMillis) {
        if (!(perSecond > 0) || !(burst >= 1)) {
            throw new IllegalArgumentException("a bucket needs a rate and room for one: " + perSecond + ", " + burst);
        }
        this.perMillisecond = perSecond / 1000;
        this.burst = burst;
        this.tokens = burst;
        this.filledAtMillis = nowMillis;
    }

    /** Takes a token if there is one. */
    boolean take(long nowMillis) {
        tokens = Math.min(burst, tokens + Math.max(0, nowMillis - filledAtMillis) * perMillisecond);
        filledAtMillis = nowMillis;
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }

    /** After a refusal: how long until there is a token again. */
    long waitMillis() {
        return (long) Math.ceil(Math.max(0, 1 - tokens) / perMillisecond);
    }
}
