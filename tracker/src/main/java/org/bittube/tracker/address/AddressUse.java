package org.bittube.tracker.address;

/** What the clients of one address hold and do at the moment. Confined to its event loop. */
public final class AddressUse {
    private final String network;
    private final TokenBucket bytes;
    private int sockets;

    AddressUse(String network, AddressLimits limits, long nowMillis) {
        this.network = network;
        this.bytes = new TokenBucket(limits.bytesPerSecond(), limits.burstBytes(), nowMillis);
    }

    /** Counts what came from there; false past the limit. */
    public boolean takeBytes(int number, long nowMillis) {
        return bytes.take(number, nowMillis);
    }

    String network() {
        return network;
    }

    int sockets() {
        return sockets;
    }

    void add(int number) {
        sockets += number;
    }
}
