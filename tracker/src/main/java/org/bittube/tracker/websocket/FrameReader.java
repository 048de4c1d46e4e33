package org.bittube.tracker.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Takes frames of a client apart (RFC 6455 section 5) and puts messages together. A message that comes in one piece is handed on where it lies; for
 * others memory is taken as their bytes come, after their length was checked: at most twice what came, and at most one message and one frame.
 * After the first violation it reads nothing more. Confined to its event loop.
 */
final class FrameReader {
    /** What comes of the bytes. */
    interface Events {
        /** Before the contents of each frame; false ends the reading. */
        boolean onFrame();

        /** A whole message, valid UTF-8; only good until the method returns. */
        void onText(ByteBuf utf8);

        void onPing(ByteBuf payload);

        /** The client closes, or answers a close. */
        void onClose();

        void onViolation(CloseCode code, String reason);
    }

    private static final int SHORTEST_HEADER = 2;
    private static final int MASK_BYTES = 4;

    private final int messageBytes;
    private final ByteBufAllocator memory;
    private final Events events;

    /** The beginning of a frame whose end has not come. */
    private @Nullable ByteBuf held;

    /** The frames of a message whose last one has not come. */
    private @Nullable ByteBuf fragments;

    private boolean inMessage;
    private boolean ascii;
    private boolean ended;
    private boolean reading;

    FrameReader(int messageBytes, ByteBufAllocator memory, Events events) {
        this.messageBytes = messageBytes;
        this.memory = memory;
        this.events = events;
    }

    /** Reads what came. The buffer stays its owner's; its contents are changed. */
    void accept(ByteBuf chunk) {
        ByteBuf before = held;
        ByteBuf source = before == null ? chunk : before.writeBytes(chunk);
        while (!ended && frame(source)) {
            // on to the next one
        }
        if (ended) {
            end();
        } else if (before == null) {
            held = source.isReadable() ? memory.buffer(source.readableBytes()).writeBytes(source) : null;
        } else if (before.isReadable()) {
            before.discardReadBytes();
        } else {
            held = null;
            before.release();
        }
    }

    /** Gives all memory back; nothing is read any more. May be called twice, and from within an event. */
    void end() {
        ended = true;
        // Within an event, the frame that is being read lies in what is held: accept comes here once more.
        if (!reading) {
            held = released(held);
            fragments = released(fragments);
        }
    }

    private boolean frame(ByteBuf source) {
        int start = source.readerIndex();
        int there = source.readableBytes();
        if (there < SHORTEST_HEADER) {
            return false;
        }
        int head = source.getUnsignedByte(start);
        int second = source.getUnsignedByte(start + 1);
        int length = second & 0x7F;
        int header = SHORTEST_HEADER + MASK_BYTES;
        if (!isSound(head, second)) {
            return violated(CloseCode.PROTOCOL, "no frame of a client");
        }
        if (length >= Frames.LENGTH_IN_16_BITS) {
            int bytes = length == Frames.LENGTH_IN_16_BITS ? Short.BYTES : Long.BYTES;
            if (there < SHORTEST_HEADER + bytes) {
                return false;
            }
            header += bytes;
            long told = bytes == Short.BYTES
                    ? source.getUnsignedShort(start + SHORTEST_HEADER)
                    : source.getLong(start + SHORTEST_HEADER);
            if (told < (bytes == Short.BYTES ? Frames.LENGTH_IN_16_BITS : 1 << 16)) {
                return violated(CloseCode.PROTOCOL, "length not in its shortest form");
            }
            length = (int) Math.min(told, Integer.MAX_VALUE);
        }
        int opcode = head & 0xF;
        if (opcode < Frames.CLOSE && length > messageBytes - (fragments == null ? 0 : fragments.readableBytes())) {
            return violated(CloseCode.TOO_BIG, "at most " + messageBytes + " bytes");
        }
        if (there < header + length) {
            return false;
        }
        source.skipBytes(header + length);
        int payload = start + header;
        boolean plain = Payload.unmask(source, payload, length, source.getInt(payload - MASK_BYTES));
        if (!events.onFrame()) {
            ended = true;
            return false;
        }
        deliver(source.slice(payload, length), opcode, (head & Frames.FIN) != 0, plain);
        return true;
    }

    /** Whether the first two bytes may begin a frame of a client, at this place. */
    private boolean isSound(int head, int second) {
        int opcode = head & 0xF;
        boolean last = (head & Frames.FIN) != 0;
        boolean known =
                switch (opcode) {
                    case Frames.CONTINUATION -> inMessage;
                    case Frames.TEXT, Frames.BINARY -> !inMessage;
                    case Frames.CLOSE, Frames.PING, Frames.PONG -> last && (second & 0x7F) <= Frames.MOST_CONTROL_BYTES;
                    default -> false;
                };
        boolean reserved = (head & 0x70) != 0;
        boolean masked = (second & 0x80) != 0;
        return known && masked && !reserved;
    }

    private void deliver(ByteBuf payload, int opcode, boolean last, boolean plain) {
        reading = true;
        try {
            switch (opcode) {
                case Frames.TEXT, Frames.CONTINUATION -> text(payload, opcode == Frames.TEXT, last, plain);
                case Frames.BINARY -> violated(CloseCode.UNSUPPORTED, "text only");
                case Frames.PING -> events.onPing(payload);
                case Frames.CLOSE -> {
                    ended = true;
                    events.onClose();
                }
                default -> {
                    // A pong: that bytes came is all that it says.
                }
            }
        } finally {
            reading = false;
        }
    }

    private void text(ByteBuf payload, boolean first, boolean last, boolean plain) {
        ascii = plain && (first || ascii);
        inMessage = !last;
        if (first && last) {
            message(payload);
            return;
        }
        ByteBuf soFar = fragments;
        if (soFar == null) {
            soFar = memory.buffer(payload.readableBytes());
            fragments = soFar;
        }
        soFar.writeBytes(payload);
        if (last) {
            message(soFar);
            fragments = released(fragments);
        }
    }

    private void message(ByteBuf message) {
        if (ascii || Payload.isUtf8(message, message.readerIndex(), message.readableBytes())) {
            events.onText(message);
        } else {
            violated(CloseCode.NOT_UTF8, "not UTF-8");
        }
    }

    private boolean violated(CloseCode code, String reason) {
        ended = true;
        events.onViolation(code, reason);
        return false;
    }

    private static @Nullable ByteBuf released(@Nullable ByteBuf buffer) {
        if (buffer != null) {
            buffer.release();
        }
        return null;
    }
}
