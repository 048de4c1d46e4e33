package org.bittube.gateway.console;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * How long those waited for their first picture who told it in the last {@value #MILLIS} ms: of a single sample there would be too few for a curve. Pure.
 * Confined to its event loop.
 */
final class StartWindow {
    static final long MILLIS = 60_000;

    /** Of more the oldest are left out: percentiles of so many are good enough. */
    static final int MOST = 1_000;

    private final Deque<Start> starts = new ArrayDeque<>();
    private long atMillis;

    private record Start(long atMillis, int waitedMillis) {}

    /** @param waitedMillis of those who told it since the last time, which was {@code millis} ago */
    void add(List<Integer> waitedMillis, long millis) {
        atMillis += millis;
        waitedMillis.forEach(waited -> starts.addLast(new Start(atMillis, waited)));
        while (!starts.isEmpty() && (starts.size() > MOST || starts.getFirst().atMillis() <= atMillis - MILLIS)) {
            starts.removeFirst();
        }
    }

    boolean isEmpty() {
        return starts.isEmpty();
    }

    /** By nearest rank; there must be some. */
    int percentile(int percent) {
        int[] sorted = starts.stream().mapToInt(Start::waitedMillis).sorted().toArray();
        return sorted[(sorted.length * percent + 99) / 100 - 1];
    }
}
