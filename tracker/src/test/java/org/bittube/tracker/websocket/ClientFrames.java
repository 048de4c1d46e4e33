package org.bittube.tracker.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/** Frames as a client writes them, with a mask (RFC 6455 section 5.2). */
final class ClientFrames {
    private static final int MASK = 0x89ABCDEF;

    private ClientFrames() {}

    static ByteBuf frame(int head, String text) {
        return frame(head, text.getBytes(StandardCharsets.UTF_8));
    }

    /** @param head the first byte: FIN and the opcode */
    static ByteBuf frame(int head, byte[] payload) {
        ByteBuf frame = Unpooled.buffer().writeByte(head);
        if (payload.length < 126) {
            frame.writeByte(0x80 | payload.length);
        } else if (payload.length < 65_536) {
            frame.writeByte(0x80 | 126).writeShort(payload.length);
        } else {
            frame.writeByte(0x80 | 127).writeLong(payload.length);
        }
        frame.writeInt(MASK);
        for (int i = 0; i < payload.length; i++) {
            frame.writeByte(payload[i] ^ MASK >>> (24 - 8 * (i % 4)));
        }
        return frame;
    }
}
