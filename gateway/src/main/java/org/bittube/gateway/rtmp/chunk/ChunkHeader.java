package org.bittube.gateway.rtmp.chunk;

import org.bittube.gateway.flv.ByteWindow;
import org.jspecify.annotations.Nullable;

/**
 * Basic and message header of a chunk as they stand (RTMP 1.0 sections 5.3.1.1 and 5.3.1.2), without the extended timestamp.
 *
 * @param format 0 … 3: which of the fields are there; those that are not are 0
 * @param time timestamp or delta, 24 bits
 */
record ChunkHeader(int format, int chunkStream, int encodedLength, int time, int bodyLength, int type, long streamId) {
    /** A timestamp field that says: the time stands behind the header, in 32 bits. */
    static final int EXTENDED = 0xFFFFFF;

    private static final int[] FIELD_BYTES = {11, 7, 3, 0};

    /** The header at the beginning of the window, or null while it has not arrived as a whole. */
    static @Nullable ChunkHeader read(ByteWindow window) {
        if (window.length() == 0) {
            return null;
        }
        int first = window.u8(0);
        int format = first >>> 6;
        int basicBytes = (first & 63) == 0 ? 2 : (first & 63) == 1 ? 3 : 1;
        int length = basicBytes + FIELD_BYTES[format];
        if (window.length() < length) {
            return null;
        }
        int at = basicBytes;
        return new ChunkHeader(
                format,
                chunkStream(window, basicBytes),
                length,
                format < 3 ? window.u24(at) : 0,
                format < 2 ? window.u24(at + 3) : 0,
                format < 2 ? window.u8(at + 6) : 0,
                format < 1 ? Integer.toUnsignedLong(Integer.reverseBytes((int) window.u32(at + 7))) : 0);
    }

    private static int chunkStream(ByteWindow window, int basicBytes) {
        return switch (basicBytes) {
            case 1 -> window.u8(0) & 63;
            case 2 -> 64 + window.u8(1);
            default -> 64 + window.u8(1) + 256 * window.u8(2);
        };
    }
}
