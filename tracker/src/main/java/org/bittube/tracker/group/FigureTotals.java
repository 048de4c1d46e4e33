package org.bittube.tracker.group;

/**
 * Sums of what viewers report. Viewers may report anything: a sum that would pass the largest number stays there.
 */
final class FigureTotals {
    long fromPeersBytes;
    long fromFeedBytes;
    long fromHttpBytes;
    long toPeersBytes;
    long stalls;
    long stalledMillis;

    void add(ViewerFigures figures) {
        fromPeersBytes = plus(fromPeersBytes, figures.fromPeersBytes());
        fromFeedBytes = plus(fromFeedBytes, figures.fromFeedBytes());
        fromHttpBytes = plus(fromHttpBytes, figures.fromHttpBytes());
        toPeersBytes = plus(toPeersBytes, figures.toPeersBytes());
        stalls = plus(stalls, figures.stalls());
        stalledMillis = plus(stalledMillis, figures.stalledMillis());
    }

    FigureTotals copy() {
        FigureTotals copy = new FigureTotals();
        copy.fromPeersBytes = fromPeersBytes;
        copy.fromFeedBytes = fromFeedBytes;
        copy.fromHttpBytes = fromHttpBytes;
        copy.toPeersBytes = toPeersBytes;
        copy.stalls = stalls;
        copy.stalledMillis = stalledMillis;
        return copy;
    }

    private static long plus(long one, long other) {
        return other > Long.MAX_VALUE - one ? Long.MAX_VALUE : one + other;
    }
}
