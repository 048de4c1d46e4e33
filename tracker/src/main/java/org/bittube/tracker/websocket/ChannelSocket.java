package org.bittube.tracker.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.bittube.tracker.address.AddressUse;
import org.bittube.tracker.address.TokenBucket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A socket, as the last handler of its channel. Whatever the client does, it holds no more than its limits say. Confined to its event loop. */
@SuppressWarnings("FutureReturnValueIgnored") // Whatever fails in a channel ends in channelInactive.
final class ChannelSocket extends ChannelInboundHandlerAdapter implements TextSocket, FrameReader.Events {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelSocket.class);

    /** From this part of the write queue's limit on, the client counts as congested. */
    private static final int CONGESTED_PART = 4;

    /** For a client to close its side after it was told the reason. */
    private static final int CLOSING_SECONDS = 2;

    /** What a client may still have on its way when it is told to end; it is not looked at. */
    private static final int MOST_IGNORED_BYTES = 1 << 20;

    private final SocketServer server;
    private final SocketLimits limits;
    private final SocketAddress address;
    private final AddressUse use;
    private final Consumer<ChannelSocket> closed;
    private final TokenBucket bucket;
    private @Nullable ChannelHandlerContext context;
    private Flusher.@Nullable Waiting flushing;
    private @Nullable FrameReader reader;
    private @Nullable TextSession session;
    private boolean ended;
    private int ignoredBytes;
    private long heardMillis;
    private long pingedMillis;
    /** When last nothing waited for the client. */
    private long emptyMillis;

    /** @param closed runs once, on the event loop, when the channel is no more */
    ChannelSocket(
            SocketServer server,
            SocketLimits limits,
            SocketAddress address,
            AddressUse use,
            Consumer<ChannelSocket> closed) {
        this.server = server;
        this.limits = limits;
        this.address = address;
        this.use = use;
        this.closed = closed;
        long now = server.nowMillis();
        this.bucket = new TokenBucket(limits.framesPerSecond(), limits.frameBurst(), now);
        this.heardMillis = now;
        this.pingedMillis = now;
        this.emptyMillis = now;
    }

    AddressUse use() {
        return use;
    }

    /** Whose messages it carries from now on; before that, nothing is read. */
    void session(TextSession opened) {
        session = opened;
    }

    /** The channel is no more. Called by itself where it ended before the socket could hear of it. */
    void gone() {
        if (!ended) {
            server.figures().cut("gone");
        }
        finish();
        closed.accept(this);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        flushing = new Flusher.Waiting(added);
        reader = new FrameReader(limits.messageBytes(), added.alloc(), this);
    }

    @Override
    public void channelRead(ChannelHandlerContext from, Object bytes) {
        try {
            if (bytes instanceof ByteBuf chunk) {
                heard(chunk);
            }
        } finally {
            ReferenceCountUtil.release(bytes);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext from) {
        gone();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext from, Throwable cause) {
        if (ended) {
            return; // Each message that waited for a channel that was cut tells so.
        }
        if (cause instanceof IOException) {
            LOG.debug("client socket failed reason={}", cause.toString());
        } else {
            LOG.error("client socket failed", cause);
        }
        cut("failed");
    }

    @Override
    public ByteBuf message(int expectedBytes) {
        ByteBuf buffer = channelContext().alloc().directBuffer(Frames.HEADROOM + expectedBytes);
        return buffer.setIndex(Frames.HEADROOM, Frames.HEADROOM);
    }

    @Override
    public void send(ByteBuf message) {
        if (ended) {
            message.release();
        } else if (waitingBytes() + message.readableBytes() > limits.writeQueueBytes()) {
            message.release();
            cut("reads too slowly");
        } else {
            Frames.frameText(message);
            write(message);
        }
    }

    @Override
    public boolean congested() {
        return waitingBytes() > limits.writeQueueBytes() / CONGESTED_PART;
    }

    @Override
    public SocketAddress address() {
        return address;
    }

    @Override
    public void end(CloseCode code, String reason) {
        if (!ended) {
            LOG.debug("client ended code={} reason={}", code, reason);
            server.figures().ended(code);
            finish();
            ChannelHandlerContext to = channelContext();
            ByteBuf frame = to.alloc().directBuffer(2 + Frames.MOST_CONTROL_BYTES);
            // Then our side ends, and the client has time to read the reason: a close with unread bytes would destroy
            // it on its way.
            to.writeAndFlush(Frames.close(frame, code, reason)).addListener(written -> endOutput(to.channel()));
            to.executor().schedule(() -> close(to.channel()), CLOSING_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** Tells the client when to come back; false where it cannot be told. */
    boolean drain(int afterMillis) {
        return !ended && session != null && session.onDrain(afterMillis);
    }

    /** Pings from time to time, and gives up a client that is silent for too long, or behind. */
    void check(long nowMillis) {
        if (ended) {
            return;
        }
        if (waitingBytes() == 0) {
            emptyMillis = nowMillis;
        }
        if (nowMillis - emptyMillis >= limits.behindMillis()) {
            cut("reads too slowly");
        } else if (nowMillis - heardMillis >= limits.silenceMillis()) {
            end(CloseCode.GOING_AWAY, "silent");
        } else if (nowMillis - pingedMillis >= limits.pingMillis()) {
            pingedMillis = nowMillis;
            write(Frames.control(channelContext().alloc().directBuffer(2), Frames.PING, Unpooled.EMPTY_BUFFER));
        }
    }

    @Override
    public boolean onFrame() {
        // Every frame counts, for a client can flood with fragments and pings as well as with messages.
        if (ended) {
            return false;
        }
        if (bucket.take(heardMillis)) {
            return true;
        }
        flooded("rate");
        return false;
    }

    @Override
    public void onText(ByteBuf utf8) {
        if (session != null) {
            session.onText(utf8);
        }
    }

    @Override
    public void onPing(ByteBuf payload) {
        int bytes = 2 + payload.readableBytes();
        if (waitingBytes() + bytes > limits.writeQueueBytes()) {
            cut("reads too slowly");
        } else {
            write(Frames.control(channelContext().alloc().directBuffer(bytes), Frames.PONG, payload));
        }
    }

    @Override
    public void onClose() {
        end(CloseCode.NORMAL, "");
        close(channelContext().channel());
    }

    @Override
    public void onViolation(CloseCode code, String reason) {
        end(code, reason);
    }

    private void heard(ByteBuf chunk) {
        int bytes = chunk.readableBytes();
        server.figures().received(bytes);
        heardMillis = server.nowMillis();
        if (ended || reader == null) {
            ignoredBytes += bytes;
            if (ignoredBytes > MOST_IGNORED_BYTES) {
                cut("goes on");
            }
        } else if (!use.takeBytes(bytes, heardMillis)) {
            flooded("too many bytes from this address");
        } else {
            reader.accept(chunk);
        }
    }

    private void flooded(String reason) {
        if (session != null) {
            session.onFlood();
        }
        end(CloseCode.POLICY, reason);
    }

    private void write(ByteBuf frame) {
        ChannelHandlerContext to = channelContext();
        int bytes = frame.readableBytes();
        server.figures().sent(bytes);
        to.write(frame, to.voidPromise());
        if (flushing != null) {
            server.flusher().wrote(flushing, bytes);
        }
    }

    /** What was handed to the channel and not yet to the system. */
    private long waitingBytes() {
        ChannelOutboundBuffer waiting = channelContext().channel().unsafe().outboundBuffer();
        return waiting == null ? 0 : waiting.totalPendingWriteBytes();
    }

    /** Nothing is read or written any more; the session hears of it in a turn of its own, for it may be the one who does this. */
    private void finish() {
        if (ended) {
            return;
        }
        ended = true;
        if (reader != null) {
            reader.end();
        }
        if (session != null) {
            channelContext().executor().execute(session::onEnd);
        }
    }

    /** Ends the connection at once: what waits for the client is dropped, in the system's own buffers, too. */
    private void cut(String reason) {
        LOG.debug("client cut reason={}", reason);
        server.figures().cut(reason);
        finish();
        Channel channel = channelContext().channel();
        if (channel.isOpen()) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            close(channel);
        }
    }

    /** Past all handlers: TLS would wait until the client reads. */
    private static void close(Channel channel) {
        channel.unsafe().close(channel.unsafe().voidPromise());
    }

    private static void endOutput(Channel channel) {
        if (channel instanceof DuplexChannel duplex && duplex.isActive()) {
            duplex.shutdownOutput();
        }
    }

    private ChannelHandlerContext channelContext() {
        if (context == null) {
            throw new IllegalStateException("the socket is not in its channel yet");
        }
        return context;
    }
}
