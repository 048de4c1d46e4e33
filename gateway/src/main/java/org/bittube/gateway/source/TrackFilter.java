package org.bittube.gateway.source;

import io.vertx.core.buffer.Buffer;
import org.bittube.gateway.flv.EnhancedBody;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.Multitrack;
import org.bittube.gateway.flv.TagType;
import org.jspecify.annotations.Nullable;

/**
 * Keeps track 0 and takes Multitrack and ModEx off, for players give up at either (Enhanced RTMP v2, "Multitrack" and "ModEx"). Tags
 * that need no change pass as the same object. Pure.
 */
final class TrackFilter {
    private static final int VIDEO_COMMAND = 5;
    private static final int VIDEO_METADATA = 4;

    private long dropped;

    /** The tag as players want it; null when it is of another track, empty, or cut in its header. */
    @Nullable
    FlvTag apply(FlvTag tag) {
        if (tag.type() == TagType.SCRIPT) {
            return tag;
        }
        FlvTag kept = keep(tag);
        if (kept == null) {
            dropped++;
        }
        return kept;
    }

    /** Tags that were not let through. */
    long dropped() {
        return dropped;
    }

    private static @Nullable FlvTag keep(FlvTag tag) {
        Buffer body = tag.body();
        if (body.length() == 0) {
            return null;
        }
        if (!EnhancedBody.isEnhanced(tag.type(), body)) {
            return tag;
        }
        int first = body.getUnsignedByte(0);
        // A command (seek start, seek end) has no FourCC and is of no use in a live stream.
        if (tag.type() == TagType.VIDEO && (first >>> 4 & 7) == VIDEO_COMMAND && (first & 0x0F) != VIDEO_METADATA) {
            return null;
        }
        EnhancedBody enhanced = EnhancedBody.parse(tag.type(), body);
        if (enhanced == null) {
            return null;
        }
        if (enhanced.layout() == Multitrack.NONE && !enhanced.modified()) {
            return tag;
        }
        for (EnhancedBody.Track track : enhanced.tracks()) {
            if (track.id() == 0) {
                return new FlvTag(tag.type(), tag.timestampMillis(), single(body, enhanced, track));
            }
        }
        return null;
    }

    private static Buffer single(Buffer body, EnhancedBody enhanced, EnhancedBody.Track track) {
        return Buffer.buffer(5 + track.end() - track.start())
                .appendByte((byte) ((body.getUnsignedByte(0) & 0xF0) | enhanced.packetType()))
                .appendInt(track.fourCc())
                .appendBuffer(body, track.start(), track.end() - track.start());
    }
}
