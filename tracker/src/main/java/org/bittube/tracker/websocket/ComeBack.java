package org.bittube.tracker.websocket;

import java.util.random.RandomGenerator;

/**
 * When clients come back to a server that comes to its end: after its end, and not all at once, {@value #PER_SECOND} a second or fewer where that takes no
 * longer than {@value #MOST_SPREAD_MILLIS} ms.
 *
 * @param leastMillis the first ones
 * @param spreadMillis over which they come, each moment as likely as any other
 */
record ComeBack(int leastMillis, int spreadMillis) {
    static final int PER_SECOND = 500;
    static final int LEAST_SPREAD_MILLIS = 5_000;
    static final int MOST_SPREAD_MILLIS = 120_000;

    /** For a program that is started again to be there. */
    private static final int START_MILLIS = 1_000;

    /** For so many clients of a server that ends in so many milliseconds. */
    static ComeBack of(int clients, int endMillis) {
        long spread = clients * 1_000L / PER_SECOND;
        return new ComeBack(
                endMillis + START_MILLIS, (int) Math.max(LEAST_SPREAD_MILLIS, Math.min(spread, MOST_SPREAD_MILLIS)));
    }

    /** For the next client. */
    int draw(RandomGenerator random) {
        return leastMillis + random.nextInt(spreadMillis);
    }
}
