package org.bittube.gateway.ts;

/** Turns timestamps of 33 bits into such that do not wrap, each by its distance from the one before. Common to all streams of a program. */
final class WideClock {
    private static final long WRAP = 1L << 33;
    private static final int TICKS_PER_MILLI = 90;

    private boolean started;
    private long last;

    /** @param ticks 0 … 2³³−1 */
    long widen(long ticks) {
        if (!started) {
            started = true;
            // Room for those of the other stream that are a little earlier.
            last = WRAP + ticks;
            return last;
        }
        last += distance(last & (WRAP - 1), ticks);
        if (last < 0) {
            last += WRAP;
        }
        return last;
    }

    /** From one timestamp to another by the shorter way. */
    static long distance(long from, long to) {
        long ahead = (to - from) & (WRAP - 1);
        return ahead >= WRAP / 2 ? ahead - WRAP : ahead;
    }

    static long millis(long ticks) {
        return Math.floorDiv(ticks + TICKS_PER_MILLI / 2, TICKS_PER_MILLI);
    }
}
