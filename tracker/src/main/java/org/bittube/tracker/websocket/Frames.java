package org.bittube.tracker.websocket;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** Frames as a server writes them: whole, without a mask (RFC 6455 section 5.2). */
final class Frames {
    static final int FIN = 0x80;
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    /** Longest payload of a control frame (section 5.5). */
    static final int MOST_CONTROL_BYTES = 125;

    static final int LENGTH_IN_16_BITS = 126;
    static final int LENGTH_IN_64_BITS = 127;

    /** The longest header before a payload of less than 4 GiB: kept free in front of each message. */
    static final int HEADROOM = 10;

    private static final int MOST_REASON_BYTES = MOST_CONTROL_BYTES - 2;

    private Frames() {}

    /** Puts the header of a text frame in front of what is readable, where {@link #HEADROOM} bytes are free. */
    static void frameText(ByteBuf message) {
        int length = message.readableBytes();
        int start = message.readerIndex();
        if (length < LENGTH_IN_16_BITS) {
            start -= 2;
            message.setByte(start + 1, length);
        } else if (length < 1 << 16) {
            start -= 4;
            message.setByte(start + 1, LENGTH_IN_16_BITS).setShort(start + 2, length);
        } else {
            start -= HEADROOM;
            message.setByte(start + 1, LENGTH_IN_64_BITS).setLong(start + 2, length);
        }
        message.setByte(start, FIN | TEXT).readerIndex(start);
    }

    /** Writes a whole control frame. */
    static ByteBuf control(ByteBuf into, int opcode, ByteBuf payload) {
        return into.writeByte(FIN | opcode)
                .writeByte(payload.readableBytes())
                .writeBytes(payload, payload.readerIndex(), payload.readableBytes());
    }

    /** Writes a close frame; of a reason that is too long, the beginning. The reason is ASCII. */
    static ByteBuf close(ByteBuf into, CloseCode code, String reason) {
        String told = reason.length() > MOST_REASON_BYTES ? reason.substring(0, MOST_REASON_BYTES) : reason;
        into.writeByte(FIN | CLOSE).writeByte(2 + told.length()).writeShort(code.number());
        into.writeCharSequence(told, StandardCharsets.US_ASCII);
        return into;
    }
}
