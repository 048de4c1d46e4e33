package org.bittube.tracker.connection;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.bittube.tracker.webtorrent.SwarmLists;
import org.jspecify.annotations.Nullable;

/**
 * Who is served in the WebTorrent dialect.
 *
 * @param swarms which swarms
 * @param origins pages of these origins only, in lower case, where there is a list; who names none is no page, and refused then
 */
public record WebTorrentAccess(SwarmLists swarms, Optional<Set<String>> origins) {
    /** Any page, and any swarm. */
    public static final WebTorrentAccess EVERYBODY = new WebTorrentAccess(SwarmLists.ALL, Optional.empty());

    public WebTorrentAccess {
        origins = origins.map(Set::copyOf);
    }

    boolean admits(@Nullable String origin) {
        return origins.isEmpty()
                || (origin != null && origins.get().contains(origin.strip().toLowerCase(Locale.ROOT)));
    }
}
