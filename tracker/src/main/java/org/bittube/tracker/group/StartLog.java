package org.bittube.tracker.group;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Collects how long viewers waited for their first picture; of more than {@value #MOST} the oldest are forgotten. */
final class StartLog {
    /** More do not begin to watch one group between two times that somebody looks. */
    static final int MOST = 512;

    private final Deque<Integer> latest = new ArrayDeque<>();
    private long told;

    void add(long millis) {
        told++;
        if (latest.size() == MOST) {
            latest.removeFirst();
        }
        latest.addLast((int) Math.min(Integer.MAX_VALUE, millis));
    }

    StartTimes times() {
        return new StartTimes(told, List.copyOf(latest));
    }
}
