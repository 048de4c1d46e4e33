package org.bittube.gateway.swarm;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.bittube.gateway.packet.PacketHeader;

/**
 * Who was refused what, and when: who comes back for it after the time it was told has found nobody in the swarm to get it from, and
 * would pull it packet by packet, which costs the gateway more than to push it. Bounded by the sockets it is told of. Pure; not safe
 * for two threads at a time.
 */
final class FeedRefusals {
    /** A refusal says nothing any more after this: the viewer had a parent in between. */
    private static final long REMEMBERED_MILLIS = 20_000;

    /** Who has asked for less than this may still find a parent: after a loss at the top the trees below grow together again. */
    private static final long LEAST_MILLIS = 4_000;

    private static final long NEVER = Long.MIN_VALUE / 2;

    /** Of those that say that they have lost a parent, one in this time is believed: it is the new top for all of them. */
    private static final long ONE_LOST_MILLIS = 3_000;

    private final long[] lostAtMillis = never();
    private final Map<Long, long[]> refusedAtMillis = new HashMap<>();

    /** Of what a socket wants, that which it was first refused a while ago. */
    Substreams comeBackFor(long socket, Substreams wanted, long nowMillis) {
        long[] times = refusedAtMillis.get(socket);
        Substreams back = Substreams.NONE;
        for (int substream = 0; times != null && substream < PacketHeader.SUBSTREAMS; substream++) {
            long age = nowMillis - times[substream];
            if (wanted.contains(substream) && age >= LEAST_MILLIS && age <= REMEMBERED_MILLIS) {
                back = back.with(substream);
            }
        }
        return back;
    }

    /** These were refused, and those granted, now. */
    void note(long socket, Substreams refused, Substreams granted, long nowMillis) {
        if (refused.isEmpty() && !refusedAtMillis.containsKey(socket)) {
            return;
        }
        long[] times = refusedAtMillis.computeIfAbsent(socket, fresh -> never());
        for (int substream = 0; substream < PacketHeader.SUBSTREAMS; substream++) {
            if (granted.contains(substream)) {
                times[substream] = NEVER;
            } else if (refused.contains(substream) && nowMillis - times[substream] > REMEMBERED_MILLIS) {
                times[substream] = nowMillis;
            }
        }
    }

    /** Of what was lost, that which nobody has been given in place of lately. */
    Substreams replace(Substreams lost, long nowMillis) {
        Substreams replaced = Substreams.NONE;
        for (int substream = 0; substream < PacketHeader.SUBSTREAMS; substream++) {
            if (lost.contains(substream) && nowMillis - lostAtMillis[substream] >= ONE_LOST_MILLIS) {
                lostAtMillis[substream] = nowMillis;
                replaced = replaced.with(substream);
            }
        }
        return replaced;
    }

    /** The socket is gone. */
    void forget(long socket) {
        refusedAtMillis.remove(socket);
    }

    private static long[] never() {
        long[] times = new long[PacketHeader.SUBSTREAMS];
        Arrays.fill(times, NEVER);
        return times;
    }
}
