package org.bittube.gateway.flv;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Keyframes of a file that may be of any length. Past the limit every second one goes, and from then on every second one that comes, and
 * so on: what stays is even, and the first is always there.
 */
public final class KeyframeMarks {
    private static final int FIRST_CAPACITY = 64;

    private final int limit;
    private long[] timesMillis = new long[FIRST_CAPACITY];
    private long[] offsets = new long[FIRST_CAPACITY];
    private int size;
    private long seen;
    private long step = 1;

    /** @param limit at least 2 */
    public KeyframeMarks(int limit) {
        this.limit = limit;
    }

    /** Notes the next keyframe of the file. */
    public void add(long timeMillis, long offset) {
        if (seen++ % step != 0) {
            return;
        }
        if (size == limit) {
            halve();
            if ((seen - 1) % step != 0) {
                return;
            }
        }
        if (size == timesMillis.length) {
            int capacity = Math.min(limit, 2 * size);
            timesMillis = Arrays.copyOf(timesMillis, capacity);
            offsets = Arrays.copyOf(offsets, capacity);
        }
        timesMillis[size] = size == 0 ? timeMillis : Math.max(timeMillis, timesMillis[size - 1]);
        offsets[size++] = offset;
    }

    void clear() {
        size = 0;
        seen = 0;
        step = 1;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** No more come, and so many are enough: every second one goes until they are no more than that. */
    void thin(int most) {
        while (size > most) {
            halve();
        }
        timesMillis = Arrays.copyOf(timesMillis, size);
        offsets = Arrays.copyOf(offsets, size);
    }

    /** All of them. */
    public List<FlvIndex.Keyframe> all() {
        return after(Long.MIN_VALUE);
    }

    /** Those at a time later than this one. */
    List<FlvIndex.Keyframe> after(long timeMillis) {
        int from = size;
        while (from > 0 && timesMillis[from - 1] > timeMillis) {
            from--;
        }
        List<FlvIndex.Keyframe> keyframes = new ArrayList<>(size - from);
        for (int i = from; i < size; i++) {
            keyframes.add(new FlvIndex.Keyframe(timesMillis[i], offsets[i]));
        }
        return keyframes;
    }

    private void halve() {
        for (int i = 0; 2 * i < size; i++) {
            timesMillis[i] = timesMillis[2 * i];
            offsets[i] = offsets[2 * i];
        }
        size = (size + 1) / 2;
        step *= 2;
    }
}
