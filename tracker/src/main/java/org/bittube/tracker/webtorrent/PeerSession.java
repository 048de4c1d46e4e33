package org.bittube.tracker.webtorrent;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import org.bittube.tracker.webtorrent.Announce.Event;
import org.bittube.tracker.webtorrent.Announce.Offer;
import org.jspecify.annotations.Nullable;

/** One client's socket with all its pairs of swarm and peer_id: what each of its messages does. Confined to its event loop. */
public final class PeerSession implements ClientRequest.Handler {
    /** Others that are drawn beside those that are needed, in case that some of them cannot take an offer now. */
    private static final int SPARE = 6;

    /** Of the offers of an announce, those that go to peers behind the same public address: half of them, and no more than so many. */
    private static final int MOST_NEAR = 3;

    private record Pair(Id20 infoHash, Id20 peerId) {}

    private final Swarms swarms;
    private final WebTorrentLimits limits;
    private final PeerLink link;
    private final LongPredicate offerAllowance;
    private final Map<Pair, SwarmPeer> pairs = new HashMap<>(2);
    private final OpenOffers openOffers;
    private int given;
    private long nowMillis;

    PeerSession(Swarms swarms, PeerLink link, LongPredicate offerAllowance) {
        this.swarms = swarms;
        this.limits = swarms.limits();
        this.link = link;
        this.offerAllowance = offerAllowance;
        this.openOffers = new OpenOffers(limits.openOffersPerSocket(), limits.offerMillis());
    }

    /**
     * Does what a message asks for.
     *
     * @param message whose first {@code length} bytes are UTF-8; nothing of it is kept
     * @param nowMillis any origin; must not go backwards
     */
    public void receive(byte[] message, int length, long nowMillis) {
        this.nowMillis = nowMillis;
        ClientRequest request;
        try {
            request = RequestReader.read(message, length, limits);
        } catch (BadRequest e) {
            swarms.figures().countBadMessage();
            fail(e.reason(), e.infoHash());
            return;
        }
        request.deliverTo(this);
    }

    /** Says that the client sent too much, which the socket ends for. */
    public void refuseFlood() {
        fail("Too many messages.", null);
    }

    /** The socket has ended, and with it everything that it was in; may be called twice. */
    public void end() {
        pairs.values().forEach(swarms::leave);
        pairs.clear();
        openOffers.clear();
    }

    @Override
    public void onAnnounce(Announce announce) {
        Pair pair = new Pair(announce.infoHash(), announce.peerId());
        SwarmPeer peer = pairs.get(pair);
        if (!swarms.lists().serves(announce.infoHash())) {
            leave(pair, peer);
            fail("This tracker does not serve this info_hash.", announce.infoHash());
        } else if (announce.event() == Event.STOPPED) {
            // Of a pair of another socket it changes nothing; but who says it waits for an answer.
            leave(pair, peer);
            sendCounts(announce.infoHash());
        } else {
            SwarmPeer member = peer == null ? join(pair) : peer;
            if (member != null) {
                swarms.figures().countAnnounce();
                swarms.announce(member, announce, nowMillis);
                sendCounts(announce.infoHash());
                relay(member, announce.offers());
            }
        }
    }

    @Override
    public void onAnswer(Answer answer) {
        SwarmPeer answerer = pairs.get(new Pair(answer.infoHash(), answer.peerId()));
        SwarmPeer offerer = answerer == null ? null : openOffers.take(answer, answerer, nowMillis);
        if (offerer == null || !offerer.isMember() || offerer.session().link.congested()) {
            // Too late, or never asked for. Not an error: clients answer what they were offered a while ago.
            swarms.figures().countStaleAnswer();
            return;
        }
        swarms.writer().answer(answer.description(), answer.offerId(), answer.peerId(), answer.infoHash());
        offerer.session().sendWritten();
        swarms.figures().countAnswer();
    }

    @Override
    public void onScrape(Scrape scrape) {
        swarms.figures().countScrape();
        if (scrape.infoHashes().isEmpty() && !swarms.scrapeAll()) {
            fail("Name the info_hash: this tracker does not tell of all its swarms.", null);
            return;
        }
        Map<Id20, SwarmCounts> counts = new LinkedHashMap<>();
        if (scrape.infoHashes().isEmpty()) {
            swarms.first(limits.hashesPerScrape() * 10).forEach(swarm -> counts.put(swarm.infoHash(), swarm.counts()));
        }
        scrape.infoHashes().forEach(infoHash -> counts.put(infoHash, swarms.counts(infoHash)));
        swarms.writer().scraped(counts);
        sendWritten();
    }

    String network() {
        return link.network();
    }

    /** So many more, or fewer, offers of this socket wait for their answer. */
    void countGiven(int more) {
        given += more;
    }

    /** Forgets a peer that has not announced itself for long. */
    void expire(SwarmPeer peer) {
        leave(new Pair(peer.swarm().infoHash(), peer.peerId()), peer);
    }

    /** Forgets offers that can be answered no more. */
    void expireOffers(long nowMillis) {
        openOffers.expire(nowMillis);
    }

    private @Nullable SwarmPeer join(Pair pair) {
        if (pairs.size() >= limits.pairsPerSocket()) {
            fail("This socket is in too many swarms.", pair.infoHash());
            return null;
        }
        SwarmPeer joined = swarms.join(pair.infoHash(), pair.peerId(), this);
        if (joined == null) {
            fail("The swarm, or the tracker, is full. Try again later.", pair.infoHash());
            return null;
        }
        pairs.put(pair, joined);
        return joined;
    }

    private void leave(Pair pair, @Nullable SwarmPeer peer) {
        if (peer != null) {
            pairs.remove(pair);
            swarms.leave(peer);
        }
        if (pairs.isEmpty()) {
            openOffers.clear();
        }
    }

    /** Hands the offers on, the first ones to peers that are near and were not met yet, the others to the first of those that are drawn and can take one. */
    private void relay(SwarmPeer peer, List<Offer> offers) {
        if (offers.isEmpty()) {
            return;
        }
        Swarm swarm = peer.swarm();
        List<SwarmPeer> near = swarm.near().unmet(peer);
        int mostNear = Math.min(MOST_NEAR, (offers.size() + 1) / 2);
        List<SwarmPeer> served = near.isEmpty() ? List.of() : new ArrayList<>(mostNear);
        for (int i = 0; i < near.size() && served.size() < mostNear; i++) {
            if (canTake(near.get(i), peer)) {
                served.add(near.get(i));
            }
        }
        int next = 0;
        for (SwarmPeer other : served) {
            if (!give(peer, other, offers, next++)) {
                return;
            }
            peer.meet(other);
        }
        int drawn = swarm.drawOthers(peer, offers.size() + SPARE, swarms.random());
        for (int i = 0; i < drawn && next < offers.size(); i++) {
            SwarmPeer other = swarm.member(i);
            if (canTake(other, peer) && !served.contains(other) && !give(peer, other, offers, next++)) {
                return;
            }
        }
    }

    /** Hands an offer on; false where the socket may give no more now. */
    private boolean give(SwarmPeer peer, SwarmPeer other, List<Offer> offers, int index) {
        if (given >= limits.openOffersPerSocket()) {
            return false;
        }
        if (!offerAllowance.test(nowMillis)) {
            swarms.figures().countOffersRefused(offers.size() - index);
            return false;
        }
        Offer offer = offers.get(index);
        if (other.session().openOffers.add(peer, other, offer.id(), nowMillis)) {
            swarms.writer()
                    .offer(
                            offer.description(),
                            offer.id(),
                            peer.peerId(),
                            peer.swarm().infoHash());
            other.session().sendWritten();
            swarms.figures().countOffer();
        }
        return true;
    }

    private static boolean canTake(SwarmPeer other, SwarmPeer offerer) {
        PeerSession session = other.session();
        return !other.peerId().equals(offerer.peerId()) && !session.openOffers.isFull() && !session.link.congested();
    }

    private void sendCounts(Id20 infoHash) {
        SwarmCounts counts = swarms.counts(infoHash);
        swarms.writer().announced(infoHash, counts.complete(), counts.incomplete(), limits.intervalSeconds());
        sendWritten();
    }

    private void fail(String reason, @Nullable Id20 infoHash) {
        swarms.figures().countFailure();
        swarms.writer().failure(reason, infoHash);
        sendWritten();
    }

    private void sendWritten() {
        MessageWriter writer = swarms.writer();
        link.send(writer.bytes(), writer.length());
    }
}
