package org.bittube.tracker.connection;

import org.bittube.tracker.webtorrent.WebTorrentLimits;

/**
 * How the WebTorrent dialect is spoken.
 *
 * @param limits what one socket, and one swarm, may take
 * @param scrapeAll whether a scrape that names no swarm is answered with all of them
 * @param hostCandidates whether peers are told the addresses that others have in their own networks
 */
public record WebTorrentOptions(WebTorrentLimits limits, boolean scrapeAll, boolean hostCandidates) {
    /** The usual limits; nobody is told which swarms there are. */
    public static final WebTorrentOptions DEFAULT = new WebTorrentOptions(WebTorrentLimits.DEFAULT, false, true);
}
