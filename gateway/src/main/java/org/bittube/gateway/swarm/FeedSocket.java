package org.bittube.gateway.swarm;

import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * One viewer's WebSocket: puts messages together, refuses what is none, knows when it last heard of the viewer. Confined to its event
 * loop.
 */
final class FeedSocket {
    /** Requests a second; a viewer that moves its eight substreams about needs fewer. */
    private static final int REQUESTS_PER_SECOND = 4;

    private static final int REQUEST_BURST = 32;
    /** Answers that a viewer lets lie unread while it goes on asking. */
    private static final int MAX_UNREAD_ANSWERS = 64;
    /** RFC 6455 §7.4.1: policy violation. */
    private static final short POLICY = 1008;
    /** RFC 6455 §7.4.1: going away. */
    static final short GOING_AWAY = 1001;

    private final long number;
    private final ServerWebSocket socket;
    private final LongSupplier clockMillis;
    private final Consumer<Runnable> afterGrace;
    private final Runnable cut;
    private final FeedReader reader;
    private final TokenBucket requests;
    private Buffer message = Buffer.buffer();
    private long heardAtMillis;
    private int unreadAnswers;
    private boolean closed;
    private boolean gone;

    /**
     * @param sentBytes told of every packet that the operating system took
     * @param afterGrace runs an action after the time that a viewer has to read why it is closed
     * @param cut ends the connection at once, whatever the viewer has not read
     */
    FeedSocket(
            long number,
            ServerWebSocket socket,
            LongSupplier clockMillis,
            LongConsumer sentBytes,
            Consumer<Runnable> afterGrace,
            Runnable cut) {
        this.number = number;
        this.socket = socket;
        this.clockMillis = clockMillis;
        this.afterGrace = afterGrace;
        this.cut = cut;
        this.reader = new FeedReader(socket::writeBinaryMessage, clockMillis, sentBytes);
        this.heardAtMillis = clockMillis.getAsLong();
        this.requests = new TokenBucket(REQUESTS_PER_SECOND, REQUEST_BURST, heardAtMillis);
    }

    /** Hands every request to {@code onRequest}; {@code onGone} is called once, when the connection has ended. */
    void open(Consumer<FeedRequest> onRequest, Runnable onGone) {
        socket.frameHandler(frame -> accept(frame, onRequest));
        socket.pongHandler(pong -> heardAtMillis = clockMillis.getAsLong());
        socket.exceptionHandler(failure -> {
            if (failure instanceof CorruptedWebSocketFrameException) {
                // Its header already says that it is far too long; it is not read.
                close(FeedFormatException.TOO_BIG, "at most 1024 bytes a message");
            }
            // Of everything else the close handler is told too.
        });
        socket.closeHandler(ended -> {
            closed = true;
            gone = true;
            onGone.run();
        });
    }

    private void accept(WebSocketFrame frame, Consumer<FeedRequest> onRequest) {
        heardAtMillis = clockMillis.getAsLong();
        // Pongs come here too, and have no name of their own.
        if (closed || !(frame.isText() || frame.isBinary() || frame.isContinuation())) {
            return;
        }
        try {
            onMessageFrame(frame, onRequest);
        } catch (FeedFormatException e) {
            close(e.closeCode(), e.reason());
        }
    }

    private void onMessageFrame(WebSocketFrame frame, Consumer<FeedRequest> onRequest) {
        if (frame.isBinary()) {
            throw new FeedFormatException(FeedFormatException.INVALID, "text only");
        }
        Buffer part = frame.binaryData();
        if (message.length() + part.length() > FeedRequestCodec.MAX_BYTES) {
            throw new FeedFormatException(FeedFormatException.TOO_BIG, "at most 1024 bytes a message");
        }
        message.appendBuffer(part);
        if (frame.isFinal()) {
            Buffer whole = message;
            message = Buffer.buffer();
            onRequest.accept(FeedRequestCodec.decode(whole));
        }
    }

    /** Whether the viewer may ask now; if not, it may after {@link #requestDelayMillis()}. */
    boolean takeRequest() {
        return requests.take(clockMillis.getAsLong());
    }

    long requestDelayMillis() {
        return requests.waitMillis();
    }

    void send(FeedAnswer answer) {
        if (closed) {
            return;
        }
        if (unreadAnswers >= MAX_UNREAD_ANSWERS) {
            close(POLICY, "read the answers");
            return;
        }
        unreadAnswers++;
        // A failure means that the viewer left, which the close handler is told too.
        socket.writeTextMessage(answer.encode()).onSuccess(done -> unreadAnswers--);
    }

    void ping() {
        if (!closed) {
            // The future is dropped: what matters is the pong.
            socket.writePing(Buffer.buffer());
        }
    }

    /** Milliseconds since anything came from the viewer. */
    long silentMillis() {
        return clockMillis.getAsLong() - heardAtMillis;
    }

    /** Says why, and ends; the close handler follows when the connection has ended. */
    void close(short code, String reason) {
        if (!closed) {
            closed = true;
            // The future is dropped: a viewer that is gone has nothing to close.
            socket.close(code, reason);
            afterGrace.accept(this::abort);
        }
    }

    /** For a viewer that does not read as far as the close frame. */
    private void abort() {
        if (!gone) {
            cut.run();
        }
    }

    /** Whether nothing more is to be expected of it; the connection may last a little longer. */
    boolean isClosed() {
        return closed;
    }

    long number() {
        return number;
    }

    FeedReader reader() {
        return reader;
    }
}
