package org.bittube.tracker.webtorrent;

/**
 * Bounds that keep one client, or one swarm, from taking the tracker from the others (docs/protocol.md section 12).
 *
 * @param messageBytes longest message; a longer one closes the socket with 1009
 * @param messagesPerSecond sustained rate of messages from one socket; past it the socket is closed with 1008
 * @param messageBurst messages that one socket may send at once
 * @param offersPerAnnounce offers of one announce that are relayed; the others are not
 * @param offersPerSecond sustained rate of offers that are relayed from one socket; those past it are not
 * @param offerBurst offers of one socket that may be relayed at once
 * @param pairsPerSocket swarms that one socket may be in, once for each peer_id; a further one is refused
 * @param swarms swarms that exist at the same time; a further one is refused
 * @param peersPerSwarm peers of one swarm; a further one is refused
 * @param openOffersPerSocket offers that may wait for their answers, those made to a socket and those made by it counted apart; who
 *     has that many gets no more, and gives no more
 * @param hashesPerScrape info hashes in one scrape; more are refused. A scrape of all tells of ten times as many
 * @param intervalSeconds what clients are told to announce in; who has not announced for twice as long is forgotten
 * @param offerMillis how long an offer may be answered
 */
public record WebTorrentLimits(
        int messageBytes,
        int messagesPerSecond,
        int messageBurst,
        int offersPerAnnounce,
        int offersPerSecond,
        int offerBurst,
        int pairsPerSocket,
        int swarms,
        int peersPerSwarm,
        int openOffersPerSocket,
        int hashesPerScrape,
        int intervalSeconds,
        int offerMillis) {
    public static final WebTorrentLimits DEFAULT =
            new WebTorrentLimits(64 * 1024, 100, 500, 10, 50, 500, 64, 100_000, 50_000, 250, 64, 120, 50_000);

    public WebTorrentLimits {
        if (messageBytes < 1
                || messagesPerSecond < 1
                || messageBurst < 1
                || offersPerAnnounce < 1
                || offersPerSecond < 1
                || offerBurst < 1
                || pairsPerSocket < 1
                || swarms < 1
                || peersPerSwarm < 1
                || openOffersPerSocket < 1
                || hashesPerScrape < 1
                || intervalSeconds < 1
                || offerMillis < 1) {
            throw new IllegalArgumentException("every limit is at least 1");
        }
    }

    /** Without an announce for so long, a peer has gone. */
    long expiryMillis() {
        return 2_000L * intervalSeconds;
    }
}
