package org.bittube.gateway.packet;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The newest packets of one epoch, without gaps. Holds at most so much media time and so many bytes; past either, the
 * oldest packets leave. The newest always stays. Not safe for two threads at a time.
 */
public final class PacketWindow {
    /**
     * Charged for a packet beside its bytes: the objects around them. Without it a stream of tiny packets would take
     * several times the memory that was allowed.
     */
    private static final int OBJECT_BYTES = 256;

    private final long maxMillis;
    private final long maxBytes;
    private final ArrayDeque<Long> keyframes = new ArrayDeque<>();
    private @Nullable Packet[] ring = new @Nullable Packet[64];
    private long firstSeq;
    private long nextSeq;
    private long chargedBytes;
    private long wireBytes;

    /**
     * @param maxMillis media time kept, from the timestamp of the oldest packet to that of the newest
     * @param maxBytes memory kept, objects included
     * @throws IllegalArgumentException when either is not positive
     */
    public PacketWindow(long maxMillis, long maxBytes) {
        if (maxMillis <= 0 || maxBytes <= 0) {
            throw new IllegalArgumentException("a window needs room: " + maxMillis + " ms, " + maxBytes + " bytes");
        }
        this.maxMillis = maxMillis;
        this.maxBytes = maxBytes;
    }

    /**
     * Adds the packet behind the newest.
     *
     * @throws IllegalArgumentException when its seq is not the one that follows
     */
    public void add(Packet packet) {
        if (packet.seq() != nextSeq) {
            throw new IllegalArgumentException("packet " + packet.seq() + " where " + nextSeq + " follows");
        }
        if (nextSeq - firstSeq == ring.length) {
            grow();
        }
        ring[slot(nextSeq)] = packet;
        nextSeq++;
        chargedBytes += packet.lengthBytes() + OBJECT_BYTES;
        wireBytes += packet.lengthBytes();
        if (packet.isKeyframe()) {
            keyframes.addLast(packet.seq());
        }
        while (firstSeq < nextSeq - 1 && isOverfull(packet)) {
            removeFirst();
        }
    }

    private boolean isOverfull(Packet newest) {
        return chargedBytes > maxBytes
                || newest.header().timestampMillis() - at(firstSeq).header().timestampMillis() > maxMillis;
    }

    private void removeFirst() {
        Packet oldest = at(firstSeq);
        ring[slot(firstSeq)] = null;
        firstSeq++;
        chargedBytes -= oldest.lengthBytes() + OBJECT_BYTES;
        wireBytes -= oldest.lengthBytes();
        if (oldest.isKeyframe()) {
            keyframes.removeFirst();
        }
    }

    private void grow() {
        @Nullable Packet[] larger = new @Nullable Packet[ring.length * 2];
        for (long seq = firstSeq; seq < nextSeq; seq++) {
            larger[(int) (seq % larger.length)] = ring[slot(seq)];
        }
        ring = larger;
    }

    private int slot(long seq) {
        return (int) (seq % ring.length);
    }

    private Packet at(long seq) {
        Packet packet = get(seq);
        if (packet == null) {
            throw new IllegalStateException("packet " + seq + " is missing in " + firstSeq + " … " + (nextSeq - 1));
        }
        return packet;
    }

    /** The packet, or null when it left the window or was never here. */
    public @Nullable Packet get(long seq) {
        return seq >= firstSeq && seq < nextSeq ? ring[slot(seq)] : null;
    }

    /**
     * Packets {@code first} … {@code last}.
     *
     * @throws IllegalArgumentException when not all of them are in the window
     */
    public List<Packet> range(long first, long last) {
        if (first > last || first < firstSeq || last >= nextSeq) {
            throw new IllegalArgumentException(
                    first + " … " + last + " is not within " + firstSeq + " … " + (nextSeq - 1));
        }
        List<Packet> packets = new ArrayList<>((int) (last - first + 1));
        for (long seq = first; seq <= last; seq++) {
            packets.add(at(seq));
        }
        return packets;
    }

    /** Whether nothing was added yet. */
    public boolean isEmpty() {
        return nextSeq == 0;
    }

    /** The oldest seq held; 0 when empty. */
    public long firstSeq() {
        return firstSeq;
    }

    /** The newest packet, or null when empty. */
    public @Nullable Packet head() {
        return get(nextSeq - 1);
    }

    /** Seqs at which a decoder can start, ascending; a copy. */
    public List<Long> keyframes() {
        return List.copyOf(keyframes);
    }

    /** The newest seq at which a decoder can start. */
    public OptionalLong lastKeyframe() {
        Long last = keyframes.peekLast();
        return last == null ? OptionalLong.empty() : OptionalLong.of(last);
    }

    /** Bytes of the packets as they travel. */
    public long wireBytes() {
        return wireBytes;
    }

    /**
     * Average rate of the packets in the window, headers included. In an epoch's first second it is too low: less than a
     * second of media counts as a second, so that one large keyframe does not look like a gigabit.
     */
    public long bitsPerSecond() {
        Packet newest = head();
        if (newest == null) {
            return 0;
        }
        long end = newest.header().timestampMillis() + newest.header().durationMillis();
        return wireBytes * 8_000 / Math.max(1_000, end - at(firstSeq).header().timestampMillis());
    }
}
