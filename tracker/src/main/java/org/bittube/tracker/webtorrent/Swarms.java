package org.bittube.tracker.webtorrent;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** All swarms of a tracker. Knows no socket: sessions answer over their {@link PeerLink}. Confined to its event loop. */
public final class Swarms {
    /** Between two looks at the offers that nobody answered. */
    private static final int OFFERS_CHECK_MILLIS = 10_000;

    private final WebTorrentLimits limits;
    private final boolean scrapeAll;
    private final RandomGenerator random;
    private final MessageWriter writer;
    private final RelayFigures figures = new RelayFigures();
    private final Map<Id20, Swarm> swarms = new HashMap<>();
    /** Who announced himself longest ago comes first. */
    private final Set<SwarmPeer> byAnnounce = new LinkedHashSet<>();

    private SwarmLists lists = SwarmLists.ALL;
    private long offersCheckedMillis;

    /**
     * A tracker that nobody has joined yet.
     *
     * @param scrapeAll whether a scrape that names no swarm is answered with all of them
     * @param hostCandidates whether peers are told the addresses that others have in their own networks
     * @param random who is offered to whom comes from it; needs not be a secure one
     */
    public Swarms(WebTorrentLimits limits, boolean scrapeAll, boolean hostCandidates, RandomGenerator random) {
        this.limits = limits;
        this.scrapeAll = scrapeAll;
        this.writer = new MessageWriter(hostCandidates);
        this.random = random;
    }

    /**
     * Begins a client's session.
     *
     * @param offerAllowance asked, with the time, for each offer that is to be relayed; false: not now
     */
    public PeerSession connect(PeerLink link, LongPredicate offerAllowance) {
        return new PeerSession(this, link, offerAllowance);
    }

    /** Which swarms are served from now on. Peers of others are refused at their next announce. */
    public void lists(SwarmLists newLists) {
        lists = newLists;
    }

    /** Forgets what has not been heard of for too long; to be called every second or so. */
    public void check(long nowMillis) {
        Iterator<SwarmPeer> oldest = byAnnounce.iterator();
        while (oldest.hasNext()) {
            SwarmPeer peer = oldest.next();
            if (nowMillis - peer.announcedMillis() < limits.expiryMillis()) {
                break;
            }
            peer.session().expire(peer);
            oldest = byAnnounce.iterator();
        }
        if (nowMillis - offersCheckedMillis >= OFFERS_CHECK_MILLIS) {
            offersCheckedMillis = nowMillis;
            byAnnounce.forEach(peer -> peer.session().expireOffers(nowMillis));
        }
    }

    public RelayFigures figures() {
        return figures;
    }

    /** Swarms that somebody is in. */
    public int size() {
        return swarms.size();
    }

    /** Peers in all swarms; one socket can be several. */
    public int peers() {
        return byAnnounce.size();
    }

    /** How many are in a swarm; nobody in one that is unknown. */
    public SwarmCounts counts(Id20 infoHash) {
        Swarm swarm = swarms.get(infoHash);
        return swarm == null ? SwarmCounts.NOBODY : swarm.counts();
    }

    /** A new member of a swarm; null when the swarm is full, or would be one too many. */
    @Nullable
    SwarmPeer join(Id20 infoHash, Id20 peerId, PeerSession session) {
        Swarm swarm = swarms.get(infoHash);
        if (swarm == null) {
            if (swarms.size() >= limits.swarms()) {
                return null;
            }
            swarm = new Swarm(infoHash);
            swarms.put(infoHash, swarm);
        } else if (swarm.size() >= limits.peersPerSwarm()) {
            return null;
        }
        SwarmPeer peer = new SwarmPeer(swarm, peerId, session);
        swarm.add(peer);
        return peer;
    }

    /** Notes what a member says of itself, and that it is still there. */
    void announce(SwarmPeer peer, Announce announce, long nowMillis) {
        if (announce.event() == Announce.Event.COMPLETED && !peer.isComplete()) {
            peer.swarm().countDownload();
        }
        peer.swarm().complete(peer, announce.complete());
        peer.announcedMillis(nowMillis);
        byAnnounce.remove(peer);
        byAnnounce.add(peer);
    }

    /** Ends a membership; may be called twice. */
    void leave(SwarmPeer peer) {
        if (peer.isMember()) {
            byAnnounce.remove(peer);
            peer.swarm().remove(peer);
            if (peer.swarm().size() == 0) {
                swarms.remove(peer.swarm().infoHash());
            }
        }
    }

    /** Up to {@code count} swarms, whichever come first. */
    List<Swarm> first(int count) {
        return swarms.values().stream().limit(count).toList();
    }

    WebTorrentLimits limits() {
        return limits;
    }

    SwarmLists lists() {
        return lists;
    }

    boolean scrapeAll() {
        return scrapeAll;
    }

    RandomGenerator random() {
        return random;
    }

    MessageWriter writer() {
        return writer;
    }
}
