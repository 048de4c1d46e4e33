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

    /** Who asks again at once has not looked for a parent. */
    private static final long LEAST_MILLIS = 2_000;

    private final Map<Long, long[]> refusedAtMillis = new HashMap<>();

    /** Of what a socket wants, that which it was refused a while ago. */
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

    /** These were refused now. */
    void note(long socket, Substreams refused, long nowMillis) {
        if (refused.isEmpty()) {
            return;
        }
        long[] times = refusedAtMillis.computeIfAbsent(socket, fresh -> never());
        for (int substream = 0; substream < PacketHeader.SUBSTREAMS; substream++) {
            if (refused.contains(substream)) {
                times[substream] = nowMillis;
            }
        }
    }

    /** The socket is gone. */
    void forget(long socket) {
        refusedAtMillis.remove(socket);
    }

    private static long[] never() {
        long[] times = new long[PacketHeader.SUBSTREAMS];
        Arrays.fill(times, Long.MIN_VALUE / 2);
        return times;
    }
}
