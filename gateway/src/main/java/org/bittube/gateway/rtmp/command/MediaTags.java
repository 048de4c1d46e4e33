package org.bittube.gateway.rtmp.command;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.bittube.gateway.amf.AmfValue;
import org.bittube.gateway.amf.AmfWriter;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.TagType;
import org.bittube.gateway.rtmp.chunk.MessageType;
import org.bittube.gateway.rtmp.chunk.RtmpException;
import org.bittube.gateway.rtmp.chunk.RtmpMessage;

/**
 * Sound, pictures and data of a stream as FLV tags: their bodies are the same in RTMP, Enhanced RTMP included (section 7.1). Timestamps are the
 * 32 bits that came.
 */
public final class MediaTags {
    private static final Buffer SET_DATA_FRAME = AmfWriter.encode(AmfValue.of("@setDataFrame"));
    private static final byte[] CLEAR_DATA_FRAME = "@clearDataFrame".getBytes(StandardCharsets.US_ASCII);
    private static final int TEXT_HEADER_BYTES = 3;
    private static final long U32 = 0xFFFFFFFFL;

    private static final int DATA_CHUNK_STREAM = 4;
    private static final int AUDIO_CHUNK_STREAM = 5;
    private static final int VIDEO_CHUNK_STREAM = 6;

    private MediaTags() {}

    /** The message that brings a tag. */
    public static RtmpMessage message(FlvTag tag, long streamId) {
        long timestampMillis = tag.timestampMillis() & U32;
        return switch (tag.type()) {
            case AUDIO -> new RtmpMessage(AUDIO_CHUNK_STREAM, MessageType.AUDIO, streamId, timestampMillis, tag.body());
            case VIDEO -> new RtmpMessage(VIDEO_CHUNK_STREAM, MessageType.VIDEO, streamId, timestampMillis, tag.body());
            case SCRIPT ->
                new RtmpMessage(DATA_CHUNK_STREAM, MessageType.DATA_AMF0, streamId, timestampMillis, tag.body());
        };
    }

    /**
     * Hands out the tags that a message holds: none when it is of another kind, several when it is an aggregate (section 7.1.6).
     *
     * @throws RtmpException when an aggregate is cut short
     */
    public static void read(RtmpMessage message, Consumer<FlvTag> tags) {
        switch (message.type()) {
            case MessageType.AUDIO -> give(TagType.AUDIO, message.timestampMillis(), message.body(), tags);
            case MessageType.VIDEO -> give(TagType.VIDEO, message.timestampMillis(), message.body(), tags);
            case MessageType.DATA_AMF0, MessageType.DATA_AMF3 ->
                data(Command.withoutWrapper(message, MessageType.DATA_AMF3), message.timestampMillis(), tags);
            case MessageType.AGGREGATE -> aggregate(message, tags);
            default -> {
                // Commands and control messages are others' matter.
            }
        }
    }

    private static void give(TagType type, long timestampMillis, Buffer body, Consumer<FlvTag> tags) {
        if (body.length() > 0) {
            tags.accept(new FlvTag(type, timestampMillis, body));
        }
    }

    private static void data(Buffer body, long timestampMillis, Consumer<FlvTag> tags) {
        int prefix = SET_DATA_FRAME.length();
        if (body.length() > prefix && body.slice(0, prefix).equals(SET_DATA_FRAME)) {
            give(TagType.SCRIPT, timestampMillis, body.getBuffer(prefix, body.length()), tags);
        } else if (!isClear(body)) {
            give(TagType.SCRIPT, timestampMillis, body, tags);
        }
    }

    private static boolean isClear(Buffer body) {
        int end = TEXT_HEADER_BYTES + CLEAR_DATA_FRAME.length;
        return body.length() >= end && body.slice(TEXT_HEADER_BYTES, end).equals(Buffer.buffer(CLEAR_DATA_FRAME));
    }

    /** Tags as in a file; their times count from that of the first, which is the message's. */
    private static void aggregate(RtmpMessage message, Consumer<FlvTag> tags) {
        Buffer body = message.body();
        long firstMillis = -1;
        for (int at = 0; at < body.length(); ) {
            if (body.length() - at < FlvTag.HEADER_BYTES) {
                throw new RtmpException("An aggregate message was cut short.");
            }
            int size = body.getUnsignedMedium(at + 1);
            long millis = body.getUnsignedMedium(at + 4) | (long) body.getUnsignedByte(at + 7) << 24;
            int start = at + FlvTag.HEADER_BYTES;
            if (size > body.length() - start) {
                throw new RtmpException("An aggregate message was cut short.");
            }
            firstMillis = firstMillis < 0 ? millis : firstMillis;
            TagType type = TagType.ofCode(body.getUnsignedByte(at));
            if (type != null) {
                long time = (message.timestampMillis() + millis - firstMillis) & U32;
                give(type, time, body.getBuffer(start, start + size), tags);
            }
            at = start + size + FlvTag.TRAILER_BYTES;
        }
    }
}
