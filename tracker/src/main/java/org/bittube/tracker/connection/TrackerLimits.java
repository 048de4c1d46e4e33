package org.bittube.tracker.connection;

/**
 * Bounds that keep one client, or one group, from taking the tracker from the others (docs/protocol.md section 5).
 *
 * @param messageBytes largest message; a longer one closes the socket with 1009
 * @param messagesPerSecond sustained rate of messages from one socket
 * @param messageBurst messages that one socket may send at once
 * @param groupsPerSocket memberships of one socket
 * @param peersPerGroup members of one group
 * @param groups groups that exist at the same time; only viewers' joins are refused past it
 * @param writeQueueBytes what may wait for a slow reader before its socket is closed
 * @param sockets sockets open at the same time; past it, an upgrade is answered 503
 */
public record TrackerLimits(
        int messageBytes,
        int messagesPerSecond,
        int messageBurst,
        int groupsPerSocket,
        int peersPerGroup,
        int groups,
        int writeQueueBytes,
        int sockets) {

    public static final TrackerLimits DEFAULT =
            new TrackerLimits(16 * 1024, 40, 200, 8, 10_000, 10_000, 256 * 1024, 50_000);

    public TrackerLimits {
        if (messageBytes < 1
                || messagesPerSecond < 1
                || messageBurst < 1
                || groupsPerSocket < 1
                || peersPerGroup < 1
                || groups < 1
                || writeQueueBytes < 1
                || sockets < 1) {
            throw new IllegalArgumentException("every limit is at least 1");
        }
    }
}
