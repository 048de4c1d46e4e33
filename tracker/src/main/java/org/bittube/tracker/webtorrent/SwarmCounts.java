package org.bittube.tracker.webtorrent;

/**
 * How many are in a swarm.
 *
 * @param complete that have everything
 * @param incomplete all others
 * @param downloaded that became complete since the swarm is there
 */
public record SwarmCounts(int complete, int incomplete, int downloaded) {
    static final SwarmCounts NOBODY = new SwarmCounts(0, 0, 0);
}
