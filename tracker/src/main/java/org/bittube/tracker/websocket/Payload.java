package org.bittube.tracker.websocket;

import io.netty.buffer.ByteBuf;

/** What is done to every byte of a frame's payload, eight at a time. */
final class Payload {
    private static final long HIGH_BITS = 0x8080808080808080L;

    private Payload() {}

    /**
     * Takes the mask off, in place (RFC 6455 section 5.3).
     *
     * @return whether all of it is ASCII, and so need not be looked at again to be valid UTF-8
     */
    static boolean unmask(ByteBuf buffer, int index, int length, int mask) {
        long wideMask = (mask & 0xFFFFFFFFL) << 32 | (mask & 0xFFFFFFFFL);
        long seen = 0;
        int end = index + length;
        int at = index;
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            long bytes = buffer.getLong(at) ^ wideMask;
            buffer.setLong(at, bytes);
            seen |= bytes;
        }
        for (int shift = 24; at < end; at++, shift = shift - 8 & 24) {
            byte plain = (byte) (buffer.getByte(at) ^ mask >>> shift);
            buffer.setByte(at, plain);
            seen |= plain;
        }
        return (seen & HIGH_BITS) == 0;
    }

    /** Whether the bytes are UTF-8 (RFC 3629): shortest forms only, no surrogates, nothing past U+10FFFF. */
    static boolean isUtf8(ByteBuf buffer, int index, int length) {
        int end = index + length;
        int at = index;
        while (at < end) {
            if (at + Long.BYTES <= end && (buffer.getLong(at) & HIGH_BITS) == 0) {
                at += Long.BYTES;
                continue;
            }
            int more = following(buffer, at, end);
            if (more < 0) {
                return false;
            }
            at += 1 + more;
        }
        return true;
    }

    /** How many bytes belong to the character that begins here; -1 when it is none. */
    private static int following(ByteBuf buffer, int at, int end) {
        int lead = buffer.getUnsignedByte(at);
        if (lead < 0x80) {
            return 0;
        }
        int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
        if (lead < 0xC2 || lead > 0xF4 || at + more >= end) {
            return -1;
        }
        int second = buffer.getUnsignedByte(at + 1);
        int least = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        int most = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        if (second < least || second > most) {
            return -1;
        }
        for (int i = 2; i <= more; i++) {
            if ((buffer.getByte(at + i) & 0xC0) != 0x80) {
                return -1;
            }
        }
        return more;
    }
}
