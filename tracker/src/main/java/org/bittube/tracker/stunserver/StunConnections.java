package org.bittube.tracker.stunserver;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/** How many TCP connections there may be, in all and from one network. Confined to the thread of the STUN server. */
final class StunConnections {
    /** Of an IPv6 address the first 64 bits count. */
    private static final int IPV6_NETWORK_BYTES = 8;

    private static final int MAX = 2_000;
    private static final int MAX_PER_NETWORK = 20;

    private final StunAnswers answers;
    private final Map<ByteBuffer, Integer> byNetwork = new HashMap<>();
    private int count;

    StunConnections(StunAnswers answers) {
        this.answers = answers;
    }

    StunAnswers answers() {
        return answers;
    }

    /** Counts one more; false when there are too many. */
    boolean open(byte[] address) {
        ByteBuffer network = network(address);
        if (count >= MAX || byNetwork.getOrDefault(network, 0) >= MAX_PER_NETWORK) {
            return false;
        }
        count++;
        byNetwork.merge(network, 1, Integer::sum);
        return true;
    }

    /** One that was opened has ended. */
    void close(byte[] address) {
        count--;
        byNetwork.computeIfPresent(network(address), (network, open) -> open == 1 ? null : open - 1);
    }

    private static ByteBuffer network(byte[] address) {
        return ByteBuffer.wrap(address, 0, Math.min(address.length, IPV6_NETWORK_BYTES));
    }
}
