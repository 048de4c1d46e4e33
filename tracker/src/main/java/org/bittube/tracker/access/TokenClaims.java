package org.bittube.tracker.access;

import java.util.Set;

/**
 * What a genuine token says.
 *
 * @param groups for which it is good
 * @param fromSeconds Unix seconds before which it is not
 * @param untilSeconds Unix seconds from which on it is not
 */
record TokenClaims(Set<String> groups, Set<Right> rights, long fromSeconds, long untilSeconds) {
    TokenClaims {
        groups = Set.copyOf(groups);
        rights = Set.copyOf(rights);
    }

    boolean grants(Right right, String group) {
        return rights.contains(right) && groups.contains(group);
    }
}
