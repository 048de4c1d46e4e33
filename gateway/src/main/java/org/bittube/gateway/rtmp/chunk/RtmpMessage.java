package org.bittube.gateway.rtmp.chunk;

import io.vertx.core.buffer.Buffer;

/**
 * One message (RTMP 1.0 section 6.1).
 *
 * @param chunkStream the chunk stream on which it goes, 2 … 65599
 * @param type see {@link MessageType}
 * @param streamId 0 for the connection itself
 * @param timestampMillis unsigned 32 bits, wraps
 * @param body shared, never written to
 */
public record RtmpMessage(int chunkStream, int type, long streamId, long timestampMillis, Buffer body) {
    /** The largest length that the 24 bits of a chunk's header can express. */
    public static final int MOST_BYTES = 0xFFFFFF;

    public static final int FIRST_CHUNK_STREAM = 2;
    public static final int LAST_CHUNK_STREAM = 65_599;

    private static final long U32 = 0xFFFFFFFFL;

    public RtmpMessage {
        if (chunkStream < FIRST_CHUNK_STREAM || chunkStream > LAST_CHUNK_STREAM) {
            throw new IllegalArgumentException("chunk stream " + chunkStream);
        }
        if (type < 0 || type > 255 || (streamId & ~U32) != 0 || (timestampMillis & ~U32) != 0) {
            throw new IllegalArgumentException("type " + type + ", stream " + streamId + ", time " + timestampMillis);
        }
        if (body.length() > MOST_BYTES) {
            throw new IllegalArgumentException("body of " + body.length() + " bytes");
        }
    }
}
