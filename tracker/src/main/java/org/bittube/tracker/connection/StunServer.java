package org.bittube.tracker.connection;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.bittube.tracker.address.AddressRateLimit;
import org.bittube.tracker.address.PublicAddress;
import org.bittube.tracker.stun.BindingRequest;
import org.bittube.tracker.stun.BindingResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells whoever asks over UDP from which address it was seen (STUN Binding, RFC 8489). Answers nothing else. */
public final class StunServer {
    private static final Logger LOG = LoggerFactory.getLogger(StunServer.class);

    private final Vertx vertx;
    private final AddressRateLimit rateLimit;
    private final LongSupplier clockMillis;
    private volatile @Nullable DatagramSocket socket;
    private volatile int port;

    StunServer(Vertx vertx, AddressRateLimit rateLimit, LongSupplier clockMillis) {
        this.vertx = vertx;
        this.rateLimit = rateLimit;
        this.clockMillis = clockMillis;
    }

    /** Starts to listen; the future holds the port. Port 0 asks the system for a free one. */
    public Future<Integer> listen(String host, int wantedPort) {
        DatagramSocket opened = vertx.createDatagramSocket(new DatagramSocketOptions().setIpV6(host.contains(":")));
        opened.exceptionHandler(e -> LOG.debug("stun socket reports reason={}", e.toString()));
        opened.handler(packet -> answer(opened, packet));
        return opened.listen(wantedPort, host)
                .map(listening -> {
                    socket = listening;
                    port = listening.localAddress().port();
                    return port;
                })
                .onFailure(e -> opened.close());
    }

    /** The port it listens on; 0 when it does not. */
    public int port() {
        return port;
    }

    Future<Void> stop() {
        DatagramSocket open = socket;
        socket = null;
        port = 0;
        return open == null ? Future.succeededFuture() : open.close();
    }

    private void answer(DatagramSocket from, DatagramPacket packet) {
        Optional<byte[]> address = PublicAddress.bytes(packet.sender());
        if (address.isEmpty() || !rateLimit.allows(address.get(), clockMillis.getAsLong())) {
            return;
        }
        BindingRequest.parse(packet.data()).ifPresent(request -> {
            int senderPort = packet.sender().port();
            // UDP: an answer that gets lost is asked for again.
            from.send(
                    BindingResponse.encode(request, address.get(), senderPort),
                    senderPort,
                    packet.sender().hostAddress());
        });
    }
}
