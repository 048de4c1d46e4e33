package org.bittube.tracker.group;

import java.util.Arrays;
import java.util.OptionalLong;

/** The median and the 95th percentile of some values, by nearest rank; empty when there are none. */
record Percentiles(OptionalLong p50, OptionalLong p95) {

    /** Of the first {@code count} values, which are sorted in place. */
    static Percentiles of(long[] values, int count) {
        Arrays.sort(values, 0, count);
        return new Percentiles(rank(values, count, 50), rank(values, count, 95));
    }

    private static OptionalLong rank(long[] sorted, int count, int percent) {
        if (count == 0) {
            return OptionalLong.empty();
        }
        int rank = (count * percent + 99) / 100;
        return OptionalLong.of(sorted[rank - 1]);
    }
}
