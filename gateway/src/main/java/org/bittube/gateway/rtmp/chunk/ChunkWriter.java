package org.bittube.gateway.rtmp.chunk;

import io.vertx.core.buffer.Buffer;

/**
 * Writes messages as chunks (RTMP 1.0 section 5.3): each with its whole header, so that nothing has to be remembered. A message that sets the
 * chunk size takes effect for those behind it.
 */
public final class ChunkWriter {
    private static final int HEADER_BYTES = 18;

    private int chunkSize = ChunkReader.FIRST_CHUNK_SIZE;

    /** The message in chunks. */
    public Buffer encode(RtmpMessage message) {
        Buffer body = message.body();
        Buffer out = Buffer.buffer(body.length() + HEADER_BYTES + body.length() / chunkSize * 7);
        boolean extended = message.timestampMillis() >= ChunkHeader.EXTENDED;
        appendBasic(out, 0, message.chunkStream());
        out.appendMedium(extended ? ChunkHeader.EXTENDED : (int) message.timestampMillis());
        out.appendMedium(body.length());
        out.appendUnsignedByte((short) message.type());
        out.appendUnsignedIntLE(message.streamId());
        appendExtended(out, message, extended);
        for (int at = 0; at < body.length(); at += chunkSize) {
            if (at > 0) {
                appendBasic(out, 3, message.chunkStream());
                appendExtended(out, message, extended);
            }
            out.appendBuffer(body, at, Math.min(chunkSize, body.length() - at));
        }
        if (message.type() == MessageType.SET_CHUNK_SIZE) {
            chunkSize = body.getInt(0);
        }
        return out;
    }

    private static void appendExtended(Buffer out, RtmpMessage message, boolean extended) {
        if (extended) {
            out.appendUnsignedInt(message.timestampMillis());
        }
    }

    private static void appendBasic(Buffer out, int format, int chunkStream) {
        int high = format << 6;
        if (chunkStream < 64) {
            out.appendByte((byte) (high | chunkStream));
        } else if (chunkStream < 320) {
            out.appendByte((byte) high).appendByte((byte) (chunkStream - 64));
        } else {
            out.appendByte((byte) (high | 1)).appendUnsignedShortLE(chunkStream - 64);
        }
    }
}
