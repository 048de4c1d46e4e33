package org.bittube.gateway.mp4;

/** Keyframes in a list of bounded length: when it is full, every second one goes, and of the later ones as many. The first one stays. */
final class KeyframeList {
    private final long[] times;
    private final long[] offsets;
    private int size;
    private long stride = 1;
    private long seen;

    /** @param most an even number */
    KeyframeList(int most) {
        times = new long[most];
        offsets = new long[most];
    }

    void add(long timeMillis, long offset) {
        boolean wanted = seen % stride == 0;
        seen++;
        if (!wanted) {
            return;
        }
        if (size == times.length) {
            for (int i = 0; i < size / 2; i++) {
                times[i] = times[2 * i];
                offsets[i] = offsets[2 * i];
            }
            size /= 2;
            stride *= 2;
        }
        times[size] = timeMillis;
        offsets[size] = offset;
        size++;
    }

    int size() {
        return size;
    }

    long timeMillis(int index) {
        return times[index];
    }

    long offset(int index) {
        return offsets[index];
    }
}
