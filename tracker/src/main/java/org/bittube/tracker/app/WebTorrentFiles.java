package org.bittube.tracker.app;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the lists stand that say who is served in the WebTorrent dialect.
 *
 * @param allow swarms that are served; without it, any
 * @param deny swarms that are not served
 * @param origins pages that are served; without it, any
 */
public record WebTorrentFiles(Optional<Path> allow, Optional<Path> deny, Optional<Path> origins) {
    /** No list. */
    public static final WebTorrentFiles NONE =
            new WebTorrentFiles(Optional.empty(), Optional.empty(), Optional.empty());

    boolean any() {
        return allow.isPresent() || deny.isPresent() || origins.isPresent();
    }
}
