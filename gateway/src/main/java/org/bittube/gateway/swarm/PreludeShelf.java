package org.bittube.gateway.swarm;

import java.util.TreeMap;
import org.bittube.gateway.packet.Packet;
import org.jspecify.annotations.Nullable;

/**
 * The preludes of one epoch that packets in the window still need. Bounded in number too, for a source that changes its
 * sequence headers all the time would fill it within one window.
 */
final class PreludeShelf {
    private static final int MAX_KEPT = 64;

    private final TreeMap<Integer, Packet> preludes = new TreeMap<>();

    void put(Packet prelude) {
        preludes.put(prelude.header().prelude(), prelude);
        if (preludes.size() > MAX_KEPT) {
            preludes.pollFirstEntry();
        }
    }

    /** Forgets those with a lower number. */
    void keepFrom(int number) {
        preludes.headMap(number).clear();
    }

    @Nullable
    Packet get(int number) {
        return preludes.get(number);
    }

    @Nullable
    Packet newest() {
        return preludes.isEmpty() ? null : preludes.lastEntry().getValue();
    }
}
