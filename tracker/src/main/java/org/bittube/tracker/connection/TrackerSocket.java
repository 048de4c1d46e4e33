package org.bittube.tracker.connection;

import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.net.SocketAddress;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.bittube.tracker.message.ErrorCode;
import org.bittube.tracker.message.EventCodec;
import org.bittube.tracker.message.MessageException;
import org.bittube.tracker.message.Refusal;
import org.bittube.tracker.message.RequestCodec;
import org.bittube.tracker.message.TrackerEvent;
import org.bittube.tracker.message.TrackerRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's socket. Frames are read on the socket's own event loop; what they ask for is done on the hub's, in the
 * order in which it came. Whatever the client does, it holds no more than one message and its write queue.
 */
final class TrackerSocket implements ClientLink {
    private static final Logger LOG = LoggerFactory.getLogger(TrackerSocket.class);

    static final short GOING_AWAY = 1001;
    private static final short UNSUPPORTED = 1003;
    private static final short NOT_UTF8 = 1007;
    private static final short POLICY = 1008;
    private static final short TOO_BIG = 1009;

    /** From this part of the write queue's limit on, signals from other clients are refused. */
    private static final int CONGESTED_PART = 4;

    private final ServerWebSocket socket;
    private final Context hubContext;
    private final TrackerLimits limits;
    private final LongSupplier clockMillis;
    private final String network;
    private final boolean fromPrivateAddress;
    private final Optional<String> stun;
    private final ClientSession session;
    private final TokenBucket bucket;
    private final TextAssembler assembler;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicInteger unsentBytes = new AtomicInteger();
    private volatile long lastHeardMillis;
    private long lastPingMillis;

    TrackerSocket(
            ServerWebSocket socket,
            TrackerHub hub,
            Context hubContext,
            LongSupplier clockMillis,
            SocketAddress address,
            Optional<String> stun) {
        this.socket = socket;
        this.hubContext = hubContext;
        this.limits = hub.limits();
        this.clockMillis = clockMillis;
        this.network = PublicAddress.network(address);
        this.fromPrivateAddress = PublicAddress.isPrivate(address);
        this.stun = stun;
        this.session = hub.connect(this);
        long now = clockMillis.getAsLong();
        this.bucket = new TokenBucket(limits.messagesPerSecond(), limits.messageBurst(), now);
        this.assembler = new TextAssembler(limits.messageBytes());
        this.lastHeardMillis = now;
        this.lastPingMillis = now;
    }

    /** Begins to read. {@code closed} runs once, on the socket's event loop. */
    void start(Runnable closed) {
        socket.exceptionHandler(this::onFailure);
        socket.closeHandler(nothing -> {
            endSession();
            closed.run();
        });
        socket.pongHandler(data -> lastHeardMillis = clockMillis.getAsLong());
        socket.frameHandler(this::onFrame);
    }

    @Override
    public void send(TrackerEvent event) {
        if (ended.get()) {
            return;
        }
        String text = EventCodec.encode(event);
        int bytes = text.length(); // Everything in an event is ASCII.
        if (unsentBytes.addAndGet(bytes) > limits.writeQueueBytes()) {
            end(POLICY, "reads too slowly");
            return;
        }
        // A write that fails ends in the close handler, too.
        socket.writeTextMessage(text).onComplete(written -> unsentBytes.addAndGet(-bytes));
    }

    @Override
    public boolean congested() {
        return unsentBytes.get() > limits.writeQueueBytes() / CONGESTED_PART;
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
    public List<String> stun() {
        return stun.stream().toList();
    }

    /** Pings a client from time to time, and gives up one that has been silent for too long. On the hub's event loop. */
    void check(long nowMillis, TrackerTiming timing) {
        if (ended.get()) {
            return;
        }
        if (nowMillis - lastHeardMillis >= timing.silenceMillis()) {
            end(GOING_AWAY, "silent");
        } else if (nowMillis - lastPingMillis >= timing.pingMillis()) {
            lastPingMillis = nowMillis;
            // A ping that cannot be written is followed by silence.
            socket.writePing(Buffer.buffer());
        }
    }

    /** Closes the socket; its memberships end at once, however long the client takes to answer. */
    void end(short code, String reason) {
        if (endSession()) {
            LOG.debug("client ended code={} reason={}", code, reason);
            // Whatever becomes of the closing handshake, Vert.x closes the connection after its own time-out.
            socket.close(code, reason);
        }
    }

    private boolean endSession() {
        if (!ended.compareAndSet(false, true)) {
            return false;
        }
        hubContext.runOnContext(nothing -> session.end());
        return true;
    }

    private void onFailure(Throwable failure) {
        if (failure instanceof CorruptedWebSocketFrameException) {
            // Its header already says that it is far too long; it is not read.
            end(TOO_BIG, "at most " + limits.messageBytes() + " bytes");
        }
        LOG.debug("client socket failed reason={}", failure.toString());
    }

    private void onFrame(WebSocketFrame frame) {
        if (ended.get()) {
            return;
        }
        long now = clockMillis.getAsLong();
        lastHeardMillis = now;
        // Every frame counts, for a client can flood with fragments and pings as well as with messages.
        if (!bucket.take(now)) {
            send(new Refusal(ErrorCode.RATE, "Too many messages.", Optional.empty(), true));
            end(POLICY, "rate");
        } else if (frame.isBinary()) {
            end(UNSUPPORTED, "text only");
        } else if (frame.isText() || frame.isContinuation()) {
            onText(frame);
        }
    }

    private void onText(WebSocketFrame frame) {
        if (!assembler.accept(frame.binaryData())) {
            end(TOO_BIG, "at most " + limits.messageBytes() + " bytes");
            return;
        }
        if (!frame.isFinal()) {
            return;
        }
        try {
            TrackerRequest request = RequestCodec.decode(assembler.finish());
            hubContext.runOnContext(nothing -> request.deliverTo(session));
        } catch (CharacterCodingException e) {
            end(NOT_UTF8, "not UTF-8");
        } catch (MessageException e) {
            boolean fatal = e.code() == ErrorCode.VERSION;
            send(new Refusal(e.code(), String.valueOf(e.getMessage()), Optional.empty(), fatal));
        }
    }
}
