package org.bittube.tracker.access;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may watch a group, and how many.
 *
 * @param forTokens whether only those may watch who have a token with the right {@link Right#WATCH}
 * @param key with which tokens are checked; null: none is good
 * @param postByToken whether a token with the right {@link Right#POST} is as good as the key for publishing
 * @param origins whose pages may show it, in lower case; empty: any. Who names no origin is no page, and not asked for one
 * @param mostPeers members of the group at most
 * @param hostCandidates whether members are told the addresses that others have in their own networks
 */
public record GroupPolicy(
        boolean forTokens,
        @Nullable TokenKey key,
        boolean postByToken,
        Set<String> origins,
        int mostPeers,
        boolean hostCandidates) {
    /** Past what any tracker takes. */
    public static final int ANY_NUMBER = 1_000_000;

    /** Everybody, from everywhere. */
    public static final GroupPolicy OPEN = new GroupPolicy(false, null, false, Set.of(), ANY_NUMBER, true);

    public GroupPolicy {
        if (mostPeers < 0 || mostPeers > ANY_NUMBER) {
            throw new IllegalArgumentException("peers are 0 to " + ANY_NUMBER);
        }
        origins = Set.copyOf(origins);
    }

    /** Whether everybody may watch, on any page: then caches on the way may keep what they see. */
    public boolean isPublic() {
        return !forTokens && origins.isEmpty();
    }

    /** Whether there is nobody whom it would not let in. */
    public boolean isOpen() {
        return isPublic() && mostPeers == ANY_NUMBER;
    }

    /** The same, which does not tell addresses of members' own networks. */
    public GroupPolicy withoutHostCandidates() {
        return new GroupPolicy(forTokens, key, postByToken, origins, mostPeers, false);
    }

    /** The same with tokens checked by another key, or by none. */
    public GroupPolicy withKey(@Nullable TokenKey other) {
        return new GroupPolicy(forTokens, other, postByToken, origins, mostPeers, hostCandidates);
    }

    /** The same for the pages of one origin more, where only some may show it. */
    public GroupPolicy withOrigin(String origin) {
        if (origins.isEmpty() || origins.contains(origin)) {
            return this;
        }
        Set<String> more = new HashSet<>(origins);
        more.add(origin);
        return new GroupPolicy(forTokens, key, postByToken, more, mostPeers, hostCandidates);
    }
}
