package org.bittube.gateway.source;

import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: 0.5 s, then 1.6 times as long each time, at most 24 s, and up to a quarter more by chance
 * so that many gateways do not return to an encoder in step. So 0.5 s to 30 s. An outage of some seconds costs
 * a handful of attempts and ends within seconds of the source's return.
 */
final class Backoff {
    private static final double FIRST_MILLIS = 500;
    private static final double GROWTH = 1.6;
    private static final double MAX_MILLIS = 24_000;
    private static final double JITTER = 0.25;

    private final RandomGenerator random;
    private double currentMillis = FIRST_MILLIS;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** The wait before the next attempt; the one after that is longer. */
    long nextMillis() {
        double wait = currentMillis * (1 + JITTER * random.nextDouble());
        currentMillis = Math.min(MAX_MILLIS, currentMillis * GROWTH);
        return (long) wait;
    }

    /** The source ran well: the next wait is the shortest again. */
    void reset() {
        currentMillis = FIRST_MILLIS;
    }
}
