package org.bittube.tracker.group;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What became of introductions, by how the two could be reached. Confined to its event loop. */
final class ReachOutcomes {
    private final Map<String, MetCount> byPair = new TreeMap<>();

    void add(Reach one, Reach other, boolean met) {
        byPair.merge(
                one.compareTo(other) <= 0 ? name(one) + "-" + name(other) : name(other) + "-" + name(one),
                new MetCount(1, met ? 1 : 0),
                (before, more) -> new MetCount(before.tried() + more.tried(), before.met() + more.met()));
    }

    /** By both classes, the one that is easier to reach first, {@code open-cone}; at most 15. A copy. */
    Map<String, MetCount> all() {
        return Collections.unmodifiableMap(new TreeMap<>(byPair));
    }

    private static String name(Reach reach) {
        return reach.name().toLowerCase(Locale.ROOT);
    }
}
