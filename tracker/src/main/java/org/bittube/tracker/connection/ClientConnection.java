package org.bittube.tracker.connection;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.bittube.tracker.address.PublicAddress;
import org.bittube.tracker.message.ErrorCode;
import org.bittube.tracker.message.EventCodec;
import org.bittube.tracker.message.MessageException;
import org.bittube.tracker.message.Reconnect;
import org.bittube.tracker.message.Refusal;
import org.bittube.tracker.message.RequestCodec;
import org.bittube.tracker.message.TrackerEvent;
import org.bittube.tracker.message.TrackerRequest;
import org.bittube.tracker.message.TurnAccess;
import org.bittube.tracker.websocket.TextSession;
import org.bittube.tracker.websocket.TextSocket;
import org.jspecify.annotations.Nullable;

/** BitTube's own dialect on a socket: texts become requests to the hub, its events become texts. Confined to the tracker's event loop. */
final class ClientConnection implements TextSession, ClientLink {
    private final TextSocket socket;
    private final HubFigures figures;
    private final String network;
    private final boolean fromPrivateAddress;
    private final Optional<String> origin;
    private final Optional<String> stun;
    private final @Nullable TurnServers turn;
    private final ClientSession session;

    ClientConnection(
            TextSocket socket,
            TrackerHub hub,
            Optional<String> origin,
            Optional<String> stun,
            @Nullable TurnServers turn) {
        this.socket = socket;
        this.network = PublicAddress.network(socket.address());
        this.fromPrivateAddress = PublicAddress.isPrivate(socket.address());
        this.origin = origin;
        this.stun = stun;
        this.turn = turn;
        this.figures = hub.figures();
        this.session = hub.connect(this);
        figures.clients(1);
    }

    @Override
    public void onText(ByteBuf utf8) {
        try {
            TrackerRequest request = RequestCodec.decode(utf8.toString(StandardCharsets.UTF_8));
            request.deliverTo(session);
        } catch (MessageException e) {
            boolean fatal = e.code() == ErrorCode.VERSION;
            send(new Refusal(e.code(), String.valueOf(e.getMessage()), Optional.empty(), fatal));
        }
    }

    @Override
    public void onFlood() {
        send(new Refusal(ErrorCode.RATE, "Too many messages.", Optional.empty(), true));
    }

    @Override
    public boolean onDrain(int afterMillis) {
        send(new Reconnect(afterMillis));
        return true;
    }

    @Override
    public void onEnd() {
        figures.clients(-1);
        session.end();
    }

    @Override
    public void send(TrackerEvent event) {
        if (event instanceof Refusal refusal) {
            figures.count(refusal.code());
        }
        String text = EventCodec.encode(event); // Everything in an event is ASCII.
        ByteBuf message = socket.message(text.length());
        message.writeCharSequence(text, StandardCharsets.US_ASCII);
        socket.send(message);
    }

    @Override
    public boolean congested() {
        return socket.congested();
    }

    @Override
    public String network() {
        return network;
    }

    @Override
    public boolean isFromPrivateAddress() {
        return fromPrivateAddress;
    }

    @Override
    public Optional<String> origin() {
        return origin;
    }

    @Override
    public List<String> stun() {
        return stun.stream().toList();
    }

    @Override
    public Optional<TurnAccess> turn(String peerId) {
        return Optional.ofNullable(turn).map(servers -> servers.accessFor(peerId));
    }
}
