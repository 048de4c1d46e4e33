package org.bittube.gateway.flv;

import io.vertx.core.buffer.Buffer;

/** Writes FLV (FLV 10.1, annex E). Pure; nothing is shared with the caller but what is said. */
public final class FlvWriter {
    /** Bytes of the file header together with PreviousTagSize0. */
    public static final int FILE_HEADER_BYTES = 13;

    private static final int FLAG_AUDIO = 4;
    private static final int FLAG_VIDEO = 1;

    private FlvWriter() {}

    /** The 9 bytes of the file header and PreviousTagSize0 (annex E.2). */
    public static Buffer header(boolean audio, boolean video) {
        return Buffer.buffer(FILE_HEADER_BYTES)
                .appendString("FLV")
                .appendByte((byte) 1)
                .appendByte((byte) ((audio ? FLAG_AUDIO : 0) | (video ? FLAG_VIDEO : 0)))
                .appendInt(9)
                .appendInt(0);
    }

    /** The tag with its header and PreviousTagSize; the timestamp's low 32 bits are written. The buffer is a fresh copy. */
    public static Buffer encode(FlvTag tag) {
        Buffer out = Buffer.buffer(tag.encodedLength());
        append(tag, out);
        return out;
    }

    /** Like {@link #encode}, behind what {@code out} already holds: for merged writes. */
    public static void append(FlvTag tag, Buffer out) {
        int length = tag.body().length();
        long timestamp = tag.timestampMillis();
        out.appendByte((byte) tag.type().code())
                .appendMedium(length)
                .appendMedium((int) (timestamp & 0xFFFFFF))
                .appendByte((byte) (timestamp >>> 24))
                .appendMedium(0)
                .appendBuffer(tag.body())
                .appendInt(FlvTag.HEADER_BYTES + length);
    }
}
