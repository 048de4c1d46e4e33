package org.bittube.gateway.swarm;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.bittube.gateway.packet.PacketHeader;

/**
 * Who was the last to get each substream because its parent was gone. When a holder turns out to be dead, the trees that were below it hang
 * below that one by now. Pure; not safe for two threads at a time.
 */
final class FeedHeirs {
    private static final long NOBODY = -1;

    private final long[] heirs = new long[PacketHeader.SUBSTREAMS];

    FeedHeirs() {
        Arrays.fill(heirs, NOBODY);
    }

    /** The socket got these since it has lost its parents. */
    void note(long socket, Substreams substreams) {
        for (int substream = 0; substream < PacketHeader.SUBSTREAMS; substream++) {
            if (substreams.contains(substream)) {
                heirs[substream] = socket;
            }
        }
    }

    /** What each heir takes over of the substreams that a holder has left, by socket; it is heir of them no more. */
    Map<Long, Substreams> takeOver(Substreams left) {
        Map<Long, Substreams> taken = new TreeMap<>();
        for (int substream = 0; substream < PacketHeader.SUBSTREAMS; substream++) {
            if (left.contains(substream) && heirs[substream] != NOBODY) {
                taken.merge(heirs[substream], Substreams.of(substream), Substreams::and);
                heirs[substream] = NOBODY;
            }
        }
        return taken;
    }
}
