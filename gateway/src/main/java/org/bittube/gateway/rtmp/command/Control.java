package org.bittube.gateway.rtmp.command;

import io.vertx.core.buffer.Buffer;
import org.bittube.gateway.rtmp.chunk.MessageType;
import org.bittube.gateway.rtmp.chunk.RtmpMessage;
import org.jspecify.annotations.Nullable;

/** Messages of the connection itself (RTMP 1.0 sections 5.4 and 6.2). */
public final class Control {
    private static final int CHUNK_STREAM = 2;
    private static final int EVENT_STREAM_BEGIN = 0;
    private static final int EVENT_STREAM_END = 1;
    private static final int EVENT_BUFFER = 3;
    private static final int EVENT_PING = 6;
    private static final int EVENT_PONG = 7;
    private static final byte DYNAMIC = 2;

    private Control() {}

    /** The chunks that follow are so large. */
    public static RtmpMessage chunkSize(int bytes) {
        return control(MessageType.SET_CHUNK_SIZE, Buffer.buffer(4).appendInt(bytes));
    }

    /** So much was received, as a count that wraps at 32 bits. */
    public static RtmpMessage acknowledgement(long bytes) {
        return control(MessageType.ACKNOWLEDGEMENT, Buffer.buffer(4).appendUnsignedInt(bytes & 0xFFFFFFFFL));
    }

    /** The other side shall acknowledge each time after so many bytes. */
    public static RtmpMessage windowSize(int bytes) {
        return control(MessageType.WINDOW_SIZE, Buffer.buffer(4).appendInt(bytes));
    }

    /** The other side shall have no more than so much unacknowledged. */
    public static RtmpMessage peerBandwidth(int bytes) {
        return control(
                MessageType.PEER_BANDWIDTH, Buffer.buffer(5).appendInt(bytes).appendByte(DYNAMIC));
    }

    /** The stream can be used from now on. */
    public static RtmpMessage streamBegin(int streamId) {
        return event(EVENT_STREAM_BEGIN, Buffer.buffer(4).appendInt(streamId));
    }

    /** Nothing more comes of the stream. */
    public static RtmpMessage streamEnd(int streamId) {
        return event(EVENT_STREAM_END, Buffer.buffer(4).appendInt(streamId));
    }

    /** Whether the message is {@link #streamEnd}. */
    public static boolean endsStream(RtmpMessage message) {
        Buffer body = message.body();
        return message.type() == MessageType.USER_CONTROL
                && body.length() >= 2
                && body.getUnsignedShort(0) == EVENT_STREAM_END;
    }

    /** How much the one who plays keeps ready. */
    public static RtmpMessage bufferLength(int streamId, int millis) {
        return event(EVENT_BUFFER, Buffer.buffer(8).appendInt(streamId).appendInt(millis));
    }

    /** The answer to a ping; null for every other message. */
    public static @Nullable RtmpMessage pong(RtmpMessage message) {
        Buffer body = message.body();
        boolean ping = message.type() == MessageType.USER_CONTROL
                && body.length() >= 6
                && body.getUnsignedShort(0) == EVENT_PING;
        return ping ? event(EVENT_PONG, body.getBuffer(2, 6)) : null;
    }

    /** The 32 bits at the beginning of a control message; 0 when there are none. */
    public static long number(RtmpMessage message) {
        return message.body().length() < 4 ? 0 : message.body().getUnsignedInt(0);
    }

    private static RtmpMessage event(int event, Buffer data) {
        return control(
                MessageType.USER_CONTROL,
                Buffer.buffer(2 + data.length()).appendUnsignedShort(event).appendBuffer(data));
    }

    private static RtmpMessage control(int type, Buffer body) {
        return new RtmpMessage(CHUNK_STREAM, type, 0, 0, body);
    }
}
