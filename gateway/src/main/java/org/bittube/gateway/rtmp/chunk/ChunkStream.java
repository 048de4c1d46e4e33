package org.bittube.gateway.rtmp.chunk;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** What a reader remembers of one chunk stream: the last header's fields, and the message that is under way. */
final class ChunkStream {
    private static final long U32 = 0xFFFFFFFFL;

    private final int number;
    private int bodyLength;
    private int type;
    private long streamId;
    private long timestampMillis;
    private long stepMillis;
    private boolean extended;
    private long extendedValue;
    private boolean headerSeen;
    private byte @Nullable [] body;
    private int filled;

    ChunkStream(int number) {
        this.number = number;
    }

    /** Takes what the header tells; {@code time} is that of the extended timestamp where there is one. */
    void apply(ChunkHeader header, long time) {
        if (header.format() > 1 && !headerSeen) {
            throw new RtmpException("A chunk stream began without its first header.");
        }
        headerSeen = true;
        if (header.format() < 3) {
            extended = header.time() == ChunkHeader.EXTENDED;
            extendedValue = time;
            stepMillis = time;
        }
        if (header.format() < 2) {
            bodyLength = header.bodyLength();
            type = header.type();
        }
        if (header.format() == 0) {
            streamId = header.streamId();
            timestampMillis = time;
        } else {
            // After a header of format 0, format 3 repeats its timestamp as the step: RTMP 1.0 section 5.3.1.2.4.
            timestampMillis = (timestampMillis + stepMillis) & U32;
        }
    }

    /** Whether the last header with a time had it in 32 bits, so that chunks of format 3 repeat it. */
    boolean extended() {
        return extended;
    }

    long extendedValue() {
        return extendedValue;
    }

    int bodyLength() {
        return bodyLength;
    }

    boolean underWay() {
        return body != null;
    }

    void begin() {
        body = new byte[bodyLength];
        filled = 0;
    }

    /** Bytes of the message under way that are still missing. */
    int missing() {
        return body == null ? 0 : body.length - filled;
    }

    /** Where the next bytes go. */
    byte[] room() {
        if (body == null) {
            throw new IllegalStateException("no message is under way");
        }
        return body;
    }

    int filled() {
        return filled;
    }

    void grew(int count) {
        filled += count;
    }

    /** Gives the message that is complete. */
    RtmpMessage take() {
        RtmpMessage message = new RtmpMessage(number, type, streamId, timestampMillis, Buffer.buffer(room()));
        body = null;
        return message;
    }

    /** Forgets the message under way; answers how long it was to be. */
    int drop() {
        int length = body == null ? 0 : body.length;
        body = null;
        return length;
    }
}
