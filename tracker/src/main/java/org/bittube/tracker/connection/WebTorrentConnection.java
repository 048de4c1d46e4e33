package org.bittube.tracker.connection;

import io.netty.buffer.ByteBuf;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import org.bittube.tracker.address.PublicAddress;
import org.bittube.tracker.address.TokenBucket;
import org.bittube.tracker.websocket.TextSession;
import org.bittube.tracker.websocket.TextSocket;
import org.bittube.tracker.webtorrent.PeerLink;
import org.bittube.tracker.webtorrent.PeerSession;
import org.bittube.tracker.webtorrent.Swarms;
import org.bittube.tracker.webtorrent.WebTorrentLimits;

/** The WebTorrent dialect on a socket. Confined to the tracker's event loop. */
final class WebTorrentConnection implements TextSession, PeerLink {
    private final TextSocket socket;
    private final String network;
    private final LongSupplier clockMillis;
    private final byte[] scratch;
    private final IntConsumer clients;
    private final PeerSession session;

    /**
     * Begins a session.
     *
     * @param scratch as long as the longest message; all connections of the loop read theirs in it, one after another
     * @param clients counts them: told 1 now, and -1 at the end
     */
    WebTorrentConnection(
            TextSocket socket,
            Swarms swarms,
            WebTorrentLimits limits,
            byte[] scratch,
            LongSupplier clockMillis,
            IntConsumer clients) {
        this.socket = socket;
        this.network = PublicAddress.network(socket.address());
        this.clockMillis = clockMillis;
        this.scratch = scratch;
        this.clients = clients;
        clients.accept(1);
        TokenBucket offers = new TokenBucket(limits.offersPerSecond(), limits.offerBurst(), clockMillis.getAsLong());
        this.session = swarms.connect(this, offers::take);
    }

    @Override
    public void onText(ByteBuf utf8) {
        int length = utf8.readableBytes();
        utf8.getBytes(utf8.readerIndex(), scratch, 0, length);
        session.receive(scratch, length, clockMillis.getAsLong());
    }

    @Override
    public void onFlood() {
        session.refuseFlood();
    }

    @Override
    public boolean onDrain(int afterMillis) {
        return false;
    }

    @Override
    public void onEnd() {
        clients.accept(-1);
        session.end();
    }

    @Override
    public void send(byte[] utf8, int length) {
        ByteBuf message = socket.message(length);
        message.writeBytes(utf8, 0, length);
        socket.send(message);
    }

    @Override
    public String network() {
        return network;
    }

    @Override
    public boolean congested() {
        return socket.congested();
    }
}
