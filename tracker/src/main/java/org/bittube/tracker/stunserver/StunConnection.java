package org.bittube.tracker.stunserver;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.bittube.tracker.stun.BindingRequest;
import org.bittube.tracker.stun.StunFrame;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One TCP connection: requests one behind the other, each answered. It ends when what comes is not STUN, when its address asks too often, when the
 * answers are not read, and when no request has been completed for {@value #IDLE_MILLIS} ms, however many bytes drip in. So what is held of one is less
 * than one request, and answers of {@link #UNREAD_ANSWERS}.
 */
@SuppressWarnings(
        "FutureReturnValueIgnored") // What becomes of a write or a close is told to exceptionCaught, or to nobody.
final class StunConnection extends ByteToMessageDecoder {
    static final WriteBufferWaterMark UNREAD_ANSWERS = new WriteBufferWaterMark(4 * 1024, 8 * 1024);

    private static final Logger LOG = LoggerFactory.getLogger(StunConnection.class);
    private static final long IDLE_MILLIS = 20_000;

    private final StunConnections connections;
    private final InetSocketAddress client;
    private final byte[] address;
    /** Null until the connection is one of those that are counted. */
    private @Nullable Future<?> idleCheck;

    private long requestMillis;

    StunConnection(StunConnections connections, InetSocketAddress client) {
        this.connections = connections;
        this.client = client;
        this.address = client.getAddress().getAddress();
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        requestMillis = connections.answers().nowMillis();
        if (connections.answers().allows(address) && connections.open(address)) {
            closeWhenIdle(context, IDLE_MILLIS);
        } else {
            context.close();
        }
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf received, List<Object> out) {
        int length = StunFrame.length(received);
        if (length == StunFrame.INCOMPLETE) {
            return;
        }
        BindingRequest request = length == StunFrame.INVALID
                ? null
                : BindingRequest.parse(received.slice(received.readerIndex(), length), false)
                        .orElse(null);
        if (request == null
                || !connections.answers().allows(address)
                || !context.channel().isWritable()) {
            received.skipBytes(received.readableBytes());
            context.close();
            return;
        }
        requestMillis = connections.answers().nowMillis();
        ByteBuf message = received.readSlice(length);
        context.write(StunAnswers.answer(context.alloc(), message, request, client, null), context.voidPromise());
        connections.answers().figures().answeredTcp();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) throws Exception {
        context.flush();
        super.channelReadComplete(context);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        Future<?> check = idleCheck;
        if (check != null) {
            idleCheck = null;
            check.cancel(false);
            connections.close(address);
        }
        super.channelInactive(context);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("stun connection ends reason={}", cause.toString());
        context.close();
    }

    private void closeWhenIdle(ChannelHandlerContext context, long afterMillis) {
        idleCheck = context.executor()
                .schedule(
                        () -> {
                            long idleMillis = connections.answers().nowMillis() - requestMillis;
                            if (idleMillis < IDLE_MILLIS) {
                                closeWhenIdle(context, IDLE_MILLIS - idleMillis);
                            } else {
                                context.close();
                            }
                        },
                        afterMillis,
                        TimeUnit.MILLISECONDS);
    }
}
