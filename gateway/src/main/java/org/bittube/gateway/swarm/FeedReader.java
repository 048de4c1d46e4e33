package org.bittube.gateway.swarm;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.bittube.gateway.packet.Packet;
import org.bittube.gateway.packet.PacketHeader;
import org.bittube.gateway.packet.PacketWindow;
import org.jspecify.annotations.Nullable;

/**
 * How far one viewer has come in each substream it is subscribed to. There is no queue per viewer: what it has not got yet is in the
 * channel's window, and only so much of it is handed to the socket as the socket takes. Confined to its event loop.
 */
final class FeedReader {
    /** Bytes handed to the socket that the operating system has not taken. */
    static final int MAX_UNSENT_BYTES = 256 << 10;
    /** A reader that is further behind than this is slow. */
    static final long SLOW_BYTES = 1 << 20;
    /** A reader that is further behind than this, or takes nothing for so long, is slow. */
    static final long SLOW_MILLIS = 3_000;

    private static final long NOT_SUBSCRIBED = -1;

    private final FeedSink sink;
    private final LongSupplier clockMillis;
    private final LongConsumer sentBytes;
    private final long[] next = new long[PacketHeader.SUBSTREAMS];
    /** Up to here a substream is catching up with what was in the window when it was subscribed, which takes its time. */
    private final long[] catchUpTo = new long[PacketHeader.SUBSTREAMS];

    private final ArrayDeque<Long> unsentSinceMillis = new ArrayDeque<>();
    private @Nullable PacketWindow window;
    private long unsentBytes;
    private boolean pumping;

    /** @param sentBytes told of every packet that the operating system took */
    FeedReader(FeedSink sink, LongSupplier clockMillis, LongConsumer sentBytes) {
        this.sink = sink;
        this.clockMillis = clockMillis;
        this.sentBytes = sentBytes;
        Arrays.fill(next, NOT_SUBSCRIBED);
    }

    /** Reads from this window from now on, all subscribed substreams from its beginning: a new epoch. */
    void read(@Nullable PacketWindow newWindow) {
        window = newWindow;
        for (int substream = 0; substream < next.length; substream++) {
            if (next[substream] != NOT_SUBSCRIBED) {
                subscribe(Substreams.of(substream), 0);
            }
        }
    }

    /**
     * Puts these substreams at {@code fromSeq}, or as near to it as the window reaches; answers where that is. Nothing is sent before
     * {@link #pump()}.
     */
    long subscribe(Substreams substreams, long fromSeq) {
        Packet head = window == null ? null : window.head();
        long headSeq = head == null ? -1 : head.seq();
        long oldest = window == null ? 0 : window.firstSeq();
        // A number past the head is of an epoch that is over: one cannot have seen what was not made yet.
        long start = fromSeq > headSeq + PacketHeader.SUBSTREAMS ? headSeq + 1 : Math.max(fromSeq, oldest);
        for (int substream = 0; substream < next.length; substream++) {
            if (substreams.contains(substream)) {
                next[substream] = atOrAfter(start, substream);
                catchUpTo[substream] = headSeq;
            }
        }
        return start;
    }

    /** Sends nothing more of these. */
    void unsubscribe(Substreams substreams) {
        for (int substream = 0; substream < next.length; substream++) {
            if (substreams.contains(substream)) {
                next[substream] = NOT_SUBSCRIBED;
            }
        }
    }

    /** Hands packets to the socket, oldest first, until it has enough or there are no more. */
    void pump() {
        // A send that completes at once calls this again from within: the loop below goes on by itself.
        if (pumping) {
            return;
        }
        pumping = true;
        Packet packet = nextPacket();
        while (packet != null) {
            next[packet.header().substream()] += PacketHeader.SUBSTREAMS;
            send(packet);
            packet = nextPacket();
        }
        pumping = false;
    }

    private @Nullable Packet nextPacket() {
        if (window == null || unsentBytes >= MAX_UNSENT_BYTES) {
            return null;
        }
        int substream = mostBehind(window);
        return substream < 0 ? null : window.get(next[substream]);
    }

    private void send(Packet packet) {
        int length = packet.lengthBytes();
        unsentBytes += length;
        unsentSinceMillis.addLast(clockMillis.getAsLong());
        sink.send(packet.encoded()).onComplete(result -> {
            unsentBytes -= length;
            unsentSinceMillis.removeFirst();
            if (result.succeeded()) {
                sentBytes.accept(length);
                pump();
            }
        });
    }

    /** The subscribed substream whose next packet is the oldest in the window; -1: none has one. */
    private int mostBehind(PacketWindow from) {
        int oldest = -1;
        for (int substream = 0; substream < next.length; substream++) {
            if (next[substream] == NOT_SUBSCRIBED) {
                continue;
            }
            // What left the window cannot be had here any more.
            next[substream] = Math.max(next[substream], atOrAfter(from.firstSeq(), substream));
            boolean there = from.get(next[substream]) != null;
            if (there && (oldest < 0 || next[substream] < next[oldest])) {
                oldest = substream;
            }
        }
        return oldest;
    }

    /** Whether this reader holds copies that it does not pass on: more than 1 MiB or 3 s behind. */
    boolean isSlow() {
        Long since = unsentSinceMillis.peekFirst();
        if (since != null && clockMillis.getAsLong() - since > SLOW_MILLIS) {
            return true;
        }
        Packet head = window == null ? null : window.head();
        return window != null && head != null && isBehind(window, head);
    }

    private boolean isBehind(PacketWindow from, Packet head) {
        long behindBytes = unsentBytes;
        for (int substream = 0; substream < next.length; substream++) {
            boolean live = next[substream] != NOT_SUBSCRIBED && next[substream] > catchUpTo[substream];
            Packet waiting = live ? from.get(next[substream]) : null;
            if (waiting != null
                    && head.header().timestampMillis() - waiting.header().timestampMillis() > SLOW_MILLIS) {
                return true;
            }
            while (waiting != null) {
                behindBytes += waiting.lengthBytes();
                waiting = from.get(waiting.seq() + PacketHeader.SUBSTREAMS);
            }
        }
        return behindBytes > SLOW_BYTES;
    }

    private static long atOrAfter(long seq, int substream) {
        return seq + Math.floorMod(substream - seq, (long) PacketHeader.SUBSTREAMS);
    }
}
