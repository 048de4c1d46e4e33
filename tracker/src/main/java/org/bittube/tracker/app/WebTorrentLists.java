package org.bittube.tracker.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bittube.tracker.access.Origins;
import org.bittube.tracker.connection.WebTorrentAccess;
import org.bittube.tracker.webtorrent.Id20;
import org.bittube.tracker.webtorrent.SwarmLists;
import org.bittube.tracker.webtorrent.SwarmName;

/** The lists of swarms and origins, as they stand in their files. Reading blocks; one thread at a time. */
final class WebTorrentLists {
    private static final String SWARM =
            "40 hexadecimal digits, 20 letters, digits, + and /, or swarm: and a swarm id of p2p-media-loader";
    private static final String ORIGIN = "an origin such as https://tv.example";

    private final Optional<ListFile<Id20>> allow;
    private final Optional<ListFile<Id20>> deny;
    private final Optional<ListFile<String>> origins;

    WebTorrentLists(WebTorrentFiles files) {
        allow = files.allow().map(file -> swarms("webtorrent-allow", file));
        deny = files.deny().map(file -> swarms("webtorrent-deny", file));
        origins = files.origins().map(file -> new ListFile<>("webtorrent-origins", file, ORIGIN, Origins::parse));
    }

    /** Reads what has changed. Whatever is wrong with a file is told to {@code problems} in one line, and its old list stays. */
    boolean refresh(List<String> problems) {
        List<ListFile<?>> files = new ArrayList<>();
        allow.ifPresent(files::add);
        deny.ifPresent(files::add);
        origins.ifPresent(files::add);
        boolean changed = false;
        for (ListFile<?> file : files) {
            try {
                changed |= file.refresh();
            } catch (IOException e) {
                problems.add(String.valueOf(e.getMessage()));
            }
        }
        return changed;
    }

    WebTorrentAccess access() {
        Set<Id20> denied = deny.map(ListFile::entries).orElse(Set.of());
        return new WebTorrentAccess(
                new SwarmLists(allow.map(ListFile::entries), denied), origins.map(ListFile::entries));
    }

    private static ListFile<Id20> swarms(String setting, Path file) {
        return new ListFile<>(setting, file, SWARM, SwarmName::read);
    }
}
