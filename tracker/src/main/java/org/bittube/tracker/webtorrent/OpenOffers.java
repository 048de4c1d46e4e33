package org.bittube.tracker.webtorrent;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The offers that one socket was given and has not answered yet. An answer is relayed only if it is of one of them, once, and to
 * the socket that the offer came from, whoever else calls himself by its peer_id. Confined to its event loop.
 */
final class OpenOffers {
    private record Name(Id20 infoHash, Id20 offerer, OfferId id) {}

    private record Open(SwarmPeer offerer, SwarmPeer receiver, long deadlineMillis) {}

    private final int limit;
    private final int lifeMillis;
    /** In the order of their deadlines, for all live equally long. */
    private final Map<Name, Open> offers = new LinkedHashMap<>(4);

    OpenOffers(int limit, int lifeMillis) {
        this.limit = limit;
        this.lifeMillis = lifeMillis;
    }

    boolean isFull() {
        return offers.size() >= limit;
    }

    /** Notes an offer; false when it is open already, for one that is said twice changes nothing. */
    boolean add(SwarmPeer offerer, SwarmPeer receiver, OfferId id, long nowMillis) {
        Name name = new Name(offerer.swarm().infoHash(), offerer.peerId(), id);
        if (offers.putIfAbsent(name, new Open(offerer, receiver, nowMillis + lifeMillis)) != null) {
            return false;
        }
        offerer.session().countGiven(1);
        return true;
    }

    /** Takes out the offer that {@code answer} is for; null when there is none that {@code answerer} may answer. */
    @Nullable
    SwarmPeer take(Answer answer, SwarmPeer answerer, long nowMillis) {
        Name name = new Name(answer.infoHash(), answer.toPeerId(), answer.offerId());
        Open open = offers.get(name);
        if (open == null || open.receiver() != answerer || open.deadlineMillis() <= nowMillis) {
            return null;
        }
        offers.remove(name);
        open.offerer().session().countGiven(-1);
        return open.offerer();
    }

    /** Forgets the offers whose time is over. */
    void expire(long nowMillis) {
        Iterator<Open> oldest = offers.values().iterator();
        while (oldest.hasNext()) {
            Open open = oldest.next();
            if (open.deadlineMillis() > nowMillis) {
                return;
            }
            open.offerer().session().countGiven(-1);
            oldest.remove();
        }
    }

    void clear() {
        offers.values().forEach(open -> open.offerer().session().countGiven(-1));
        offers.clear();
    }
}
