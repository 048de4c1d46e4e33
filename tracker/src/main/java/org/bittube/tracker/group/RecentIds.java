package org.bittube.tracker.group;

import java.util.LinkedHashSet;

/** A set of ids that forgets the oldest when it is full. */
final class RecentIds {
    private final int limit;
    private final LinkedHashSet<String> ids = new LinkedHashSet<>();

    RecentIds(int limit) {
        this.limit = limit;
    }

    void add(String id) {
        if (ids.add(id) && ids.size() > limit) {
            ids.remove(ids.iterator().next());
        }
    }

    boolean contains(String id) {
        return ids.contains(id);
    }
}
