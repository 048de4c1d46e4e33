package org.bittube.tracker.introduction;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bittube.tracker.group.Member;
import org.bittube.tracker.group.Reach;
import org.jspecify.annotations.Nullable;

/**
 * What outcomes taught of networks, over all groups and memberships: a viewer who comes back, or another one behind the same NAT, need not fail anew with those
 * who cannot be met from there. Bounded: the networks that were heard of longest ago are forgotten first, and all after {@value #MEMORY_MILLIS} ms without
 * news. Confined to its event loop.
 */
public final class NetworkMemory {
    static final int MOST_NETWORKS = 10_000;
    static final int MOST_PAIRS = 32;
    static final long MEMORY_MILLIS = 30 * 60_000;

    /** After a failure two networks are not tried again for so long; after the next one twice as long, and so on. One success, and all is forgotten. */
    static final long FIRST_PAUSE_MILLIS = 2 * 60_000;

    /**
     * What the same two networks tell teaches something about each when it is new, or another outcome than before and not too soon after it: the same two fail for
     * the same reason, and one that repeats itself teaches no more than one does.
     */
    private static final long NEWS_MILLIS = 60_000;

    private static final NatBelief USUAL = NatBelief.usual();

    /**
     * The last outcome of two networks.
     *
     * @param learntMillis when it taught something
     * @param pauseMillis of the last failure; 0 after a success
     */
    private record Pair(long learntMillis, long pauseMillis, long untilMillis) {
        boolean teaches(boolean connected, long nowMillis) {
            return connected != (pauseMillis == 0) && nowMillis - learntMillis >= NEWS_MILLIS;
        }
    }

    private static final class Network {
        private NatBelief belief = USUAL;
        private long newsMillis;
        private long unmappedMillis = Long.MIN_VALUE / 2;
        private final Map<String, Pair> pairs = new Recent<>(MOST_PAIRS);
    }

    private static final class Recent<V> extends LinkedHashMap<String, V> {
        private static final long serialVersionUID = 1L;

        private final int most;

        Recent(int most) {
            super(4, 0.75f, true);
            this.most = most;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
            return size() > most;
        }
    }

    private final Map<String, Network> networks = new Recent<>(MOST_NETWORKS);

    /** A connection of the two came about, or it did not. Nothing is learnt of two in the same network. */
    public void note(Member one, Member other, boolean connected, long nowMillis) {
        if (one.isNear(other)) {
            return;
        }
        Network first = know(one.network(), nowMillis);
        Network second = know(other.network(), nowMillis);
        Pair before = first.pairs.get(other.network());
        boolean teaches = before == null || before.teaches(connected, nowMillis);
        Pair now = pair(before, connected, teaches, nowMillis);
        first.pairs.put(other.network(), now);
        second.pairs.put(one.network(), now);
        first.newsMillis = nowMillis;
        second.newsMillis = nowMillis;
        if (teaches) {
            NatBelief firstBefore = first.belief.claimed(one.reach());
            first.belief = first.belief.after(connected, second.belief.claimed(other.reach()));
            second.belief = second.belief.after(connected, firstBefore);
        }
    }

    /** A client there has the very address that the tracker sees. */
    public void noteUnmapped(String network, long nowMillis) {
        Network known = know(network, nowMillis);
        if (nowMillis - known.unmappedMillis >= MEMORY_MILLIS) {
            known.unmappedMillis = nowMillis;
            known.newsMillis = nowMillis;
            known.belief = known.belief.afterUnmapped();
        }
    }

    /** The class of a member: its own word, or what is certain enough of its network. */
    public Reach reach(Member member, long nowMillis) {
        return member.reach() == Reach.UNKNOWN ? belief(member, nowMillis).reach() : member.reach();
    }

    /** Whether the last attempt of the two networks failed so lately that another one is not worth it. */
    boolean rests(Member one, Member other, long nowMillis) {
        Network known = fresh(one.network(), nowMillis);
        Pair pair = known == null ? null : known.pairs.get(other.network());
        return pair != null && nowMillis < pair.untilMillis();
    }

    /** What is believed of a member's NAT. */
    NatBelief belief(Member member, long nowMillis) {
        Network known = fresh(member.network(), nowMillis);
        return (known == null ? USUAL : known.belief).claimed(member.reach());
    }

    private static Pair pair(@Nullable Pair before, boolean connected, boolean teaches, long nowMillis) {
        long learntMillis = before == null || teaches ? nowMillis : before.learntMillis();
        if (connected) {
            return new Pair(learntMillis, 0, 0);
        }
        if (before != null && nowMillis < before.untilMillis()) {
            return before; // Was on its way when the other one failed.
        }
        long pause = before == null || before.pauseMillis() == 0
                ? FIRST_PAUSE_MILLIS
                : Math.min(MEMORY_MILLIS, 2 * before.pauseMillis());
        return new Pair(learntMillis, pause, nowMillis + pause);
    }

    private Network know(String name, long nowMillis) {
        Network known = fresh(name, nowMillis);
        if (known == null) {
            known = new Network();
            known.newsMillis = nowMillis;
            networks.put(name, known);
        }
        return known;
    }

    private @Nullable Network fresh(String name, long nowMillis) {
        Network known = networks.get(name);
        return known == null || nowMillis - known.newsMillis >= MEMORY_MILLIS ? null : known;
    }
}
