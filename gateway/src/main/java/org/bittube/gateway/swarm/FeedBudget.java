package org.bittube.gateway.swarm;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.bittube.gateway.packet.PacketHeader;

/**
 * Who may have which substreams from the gateway: docs/protocol.md section 4. So many copies of each substream of a group,
 * and so many bits a second for all groups together. A socket holds a substream once, so the copies of one substream are at
 * different viewers. What is held is not taken away for the sake of a newcomer: a tree that stands is worth more than one that
 * would be a little wider. Pure; not safe for two threads at a time.
 */
final class FeedBudget {
    /** A part of the limit is kept for those who hand on what they get. */
    private static final int KEPT_PART = 5;

    private final ToIntFunction<String> copies;
    private final ToLongFunction<String> bitsPerSecond;
    private final long limitBitsPerSecond;
    private final Map<Long, Holding> holdings = new LinkedHashMap<>();

    /**
     * What one socket holds.
     *
     * @param socket its number
     * @param spare those of {@code substreams} that it got past the number of copies
     */
    record Holding(long socket, String group, Substreams substreams, Substreams spare) {
        Substreams own() {
            return substreams.without(spare);
        }
    }

    /**
     * @param copies how many copies of each substream a group may have at the moment
     * @param bitsPerSecond measured rate of a group's stream; 0 while it is unknown
     * @param limitBitsPerSecond for all feeds together
     */
    FeedBudget(ToIntFunction<String> copies, ToLongFunction<String> bitsPerSecond, long limitBitsPerSecond) {
        this.copies = copies;
        this.bitsPerSecond = bitsPerSecond;
        this.limitBitsPerSecond = limitBitsPerSecond;
    }

    /** The copies that a swarm of that many viewers needs: docs/protocol.md section 4. */
    static int copiesFor(int viewers) {
        return viewers < 150 ? 1 : viewers < 1_500 ? 2 : viewers < 6_000 ? 3 : 4;
    }

    /**
     * Takes as many of the wanted substreams as there are copies and bits left for, and answers them. What the socket holds already is
     * among them.
     */
    Substreams grant(long socket, String group, Substreams wanted) {
        return grant(socket, group, wanted, copies.applyAsInt(group), 0);
    }

    /**
     * Takes substreams that the swarm does not give this viewer: past the number of copies, as long as four fifths of the bits last.
     * Answers what it got.
     */
    Substreams grantSpare(long socket, String group, Substreams hungry) {
        Substreams held = held(socket);
        Substreams granted = grant(socket, group, hungry, Integer.MAX_VALUE, limitBitsPerSecond / KEPT_PART);
        hold(socket, group, held(socket), spare(socket).and(granted.without(held)));
        return granted;
    }

    private Substreams grant(long socket, String group, Substreams wanted, int allowed, long keptBits) {
        Substreams held = held(socket);
        Substreams granted = held.within(wanted);
        long substreamBits = bitsPerSecond.applyAsLong(group) / PacketHeader.SUBSTREAMS;
        long freeBits = limitBitsPerSecond - keptBits - spentBitsPerSecond();
        for (int substream = 0; substream < PacketHeader.SUBSTREAMS; substream++) {
            boolean asked = wanted.contains(substream) && !held.contains(substream);
            if (asked
                    && freeBits > 0
                    && freeBits >= substreamBits
                    && copiesOf(group, substream, Holding::substreams) < allowed) {
                granted = granted.with(substream);
                freeBits -= substreamBits;
            }
        }
        hold(socket, group, held.and(granted), spare(socket));
        return granted;
    }

    /**
     * Lets the socket keep what it holds as a spare copy, where the number of copies allows it now. Answers what is its own from now on.
     */
    Substreams keep(long socket, Substreams substreams) {
        Holding holding = holdings.get(socket);
        if (holding == null) {
            return Substreams.NONE;
        }
        Substreams asked = substreams.within(holding.spare());
        int allowed = copies.applyAsInt(holding.group());
        Substreams kept = Substreams.NONE;
        for (int substream = 0; substream < PacketHeader.SUBSTREAMS; substream++) {
            if (asked.contains(substream) && copiesOf(holding.group(), substream, Holding::own) < allowed) {
                kept = kept.with(substream);
            }
        }
        hold(socket, holding.group(), holding.substreams(), holding.spare().without(kept));
        return kept;
    }

    /** Gives substreams back; answers those that the socket held. */
    Substreams release(long socket, Substreams substreams) {
        Holding holding = holdings.get(socket);
        if (holding == null) {
            return Substreams.NONE;
        }
        hold(
                socket,
                holding.group(),
                holding.substreams().without(substreams),
                holding.spare().without(substreams));
        return holding.substreams().within(substreams);
    }

    /** The socket is gone, and all its copies are free. */
    void leave(long socket) {
        holdings.remove(socket);
    }

    /** What the socket holds. */
    Substreams held(long socket) {
        Holding holding = holdings.get(socket);
        return holding == null ? Substreams.NONE : holding.substreams();
    }

    private Substreams spare(long socket) {
        Holding holding = holdings.get(socket);
        return holding == null ? Substreams.NONE : holding.spare();
    }

    /**
     * Takes back what is past the limit in bits since streams have become heavier, the newest holders first; answers what was
     * taken from whom. Fewer allowed copies take nothing away: viewers come and go, and copies leave with their holders.
     */
    List<Holding> takeExcess() {
        long spent = spentBitsPerSecond();
        List<Holding> newestFirst = new ArrayList<>(holdings.values());
        Collections.reverse(newestFirst);
        List<Holding> taken = new ArrayList<>();
        for (Holding holding : newestFirst) {
            Substreams excess = Substreams.NONE;
            long substreamBits = bitsPerSecond.applyAsLong(holding.group()) / PacketHeader.SUBSTREAMS;
            for (int substream = PacketHeader.SUBSTREAMS - 1; substream >= 0; substream--) {
                if (spent > limitBitsPerSecond
                        && substreamBits > 0
                        && holding.substreams().contains(substream)) {
                    excess = excess.with(substream);
                    spent -= substreamBits;
                }
            }
            if (!excess.isEmpty()) {
                Substreams released = release(holding.socket(), excess);
                taken.add(new Holding(holding.socket(), holding.group(), released, released.within(holding.spare())));
            }
        }
        return taken;
    }

    private void hold(long socket, String group, Substreams substreams, Substreams spare) {
        if (substreams.isEmpty()) {
            holdings.remove(socket);
        } else {
            holdings.put(socket, new Holding(socket, group, substreams, spare));
        }
    }

    private int copiesOf(String group, int substream, Function<Holding, Substreams> counted) {
        int count = 0;
        for (Holding holding : holdings.values()) {
            if (holding.group().equals(group) && counted.apply(holding).contains(substream)) {
                count++;
            }
        }
        return count;
    }

    private long spentBitsPerSecond() {
        long bits = 0;
        for (Holding holding : holdings.values()) {
            bits += bitsPerSecond.applyAsLong(holding.group())
                    / PacketHeader.SUBSTREAMS
                    * holding.substreams().count();
        }
        return bits;
    }
}
