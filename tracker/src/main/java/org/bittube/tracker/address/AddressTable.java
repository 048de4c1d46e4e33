package org.bittube.tracker.address;

import io.vertx.core.net.SocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Who holds how many sockets, address by address; knows only addresses that hold one. Confined to its event loop. */
public final class AddressTable {
    private final AddressLimits limits;
    private final AddressRateLimit newcomers;
    private final Map<String, AddressUse> uses = new HashMap<>();

    /** @param salt a random number, see {@link AddressRateLimit} */
    public AddressTable(AddressLimits limits, int salt) {
        this.limits = limits;
        this.newcomers = new AddressRateLimit(limits.socketsPerSecond(), salt);
    }

    /** Counts a new socket, until {@link #leave}; empty when its address has too many, or has too many new ones in this second. */
    public Optional<AddressUse> enter(SocketAddress address, long nowMillis) {
        Optional<byte[]> bytes = PublicAddress.bytes(address);
        if (bytes.isPresent() && !newcomers.allows(bytes.get(), nowMillis)) {
            return Optional.empty();
        }
        AddressUse use = uses.computeIfAbsent(
                PublicAddress.network(address), network -> new AddressUse(network, limits, nowMillis));
        if (use.sockets() >= limits.sockets()) {
            return Optional.empty();
        }
        use.add(1);
        return Optional.of(use);
    }

    /** Ends what {@link #enter} began. */
    public void leave(AddressUse use) {
        use.add(-1);
        if (use.sockets() == 0) {
            uses.remove(use.network());
        }
    }
}
