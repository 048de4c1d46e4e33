package org.bittube.tracker.webtorrent;

import java.util.Optional;
import java.util.Set;

/**
 * Which swarms a tracker serves.
 *
 * @param allowed those only, where there is a list of them
 * @param denied none of those, whatever the other list says
 */
public record SwarmLists(Optional<Set<Id20>> allowed, Set<Id20> denied) {
    /** Any swarm. */
    public static final SwarmLists ALL = new SwarmLists(Optional.empty(), Set.of());

    public SwarmLists {
        allowed = allowed.map(Set::copyOf);
        denied = Set.copyOf(denied);
    }

    boolean serves(Id20 infoHash) {
        return !denied.contains(infoHash) && (allowed.isEmpty() || allowed.get().contains(infoHash));
    }
}
