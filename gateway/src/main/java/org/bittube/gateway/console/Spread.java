package org.bittube.gateway.console;

/**
 * Viewers tell every ten seconds or more what they got since the last time: this lays it over the seconds that follow, so that a curve shows a flow and not
 * the beat of the reports. What goes in comes out, a little later. Pure.
 */
final class Spread {
    /** Of a flow, so many seconds may be reported at once: as long as a viewer of a large group is silent, and some. */
    static final int MOST_SECONDS = 180;

    private static final double OVER_MILLIS = 10_000;
    private static final double NOTHING = 1;

    private double waiting;

    /**
     * What belongs to the time that has passed.
     *
     * @param more that was told of since
     * @param most that may wait; what is told beyond is left out
     */
    double next(double more, double most, long millis) {
        waiting = Math.min(most, waiting + more);
        double out = waiting <= NOTHING ? waiting : waiting * (1 - Math.exp(-millis / OVER_MILLIS));
        waiting -= out;
        return out;
    }
}
