package org.bittube.gateway.source;

import io.vertx.core.buffer.Buffer;
import java.util.function.Consumer;
import org.bittube.gateway.flv.FlvException;
import org.bittube.gateway.flv.FlvReader;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.hls.HlsException;
import org.bittube.gateway.mp4.Mp4Exception;
import org.bittube.gateway.mp4.Mp4Segments;
import org.bittube.gateway.ts.TsException;
import org.bittube.gateway.ts.TsReader;
import org.jspecify.annotations.Nullable;

/** Makes tags of the segments of one stream: MPEG-TS or fragmented MP4, which go on from segment to segment, or FLV. Pure. */
final class SegmentTags {
    private static final int TS_SYNC = 0x47;
    private static final int ID3 = 0x494433;
    private static final int FLV = 0x464C56;
    private static final int BOX_NAME_AT = 4;
    private static final int SHORTEST_BYTES = 8;

    private TsReader ts = new TsReader();
    private @Nullable Mp4Segments mp4;
    private @Nullable Buffer initialization;
    private long resyncs;

    /** What follows is another stream: timestamps and tables begin anew. What waits for its end comes out first. */
    void discontinuity(Consumer<FlvTag> tags) {
        ts.flush(tags);
        resyncs += faults();
        ts = new TsReader();
        mp4 = null;
    }

    /**
     * Takes a whole segment.
     *
     * @param before what a segment of fragmented MP4 needs first; empty: nothing
     * @throws HlsException when it is of a kind that is not taken
     */
    void accept(Buffer before, Buffer segment, Consumer<FlvTag> tags) {
        if (before.length() > 0) {
            mp4(before, segment, tags);
            return;
        }
        if (segment.length() < SHORTEST_BYTES) {
            throw new HlsException("has an empty segment");
        }
        int first = segment.getUnsignedMedium(0);
        if (first == FLV) {
            flv(segment, tags);
            return;
        }
        if (first == ID3) {
            throw new HlsException("has segments of bare sound; only MPEG-TS, fragmented MP4 and FLV are taken");
        }
        if (first >> 16 != TS_SYNC && isBox(segment)) {
            throw new HlsException(
                    "has segments in fragmented MP4, and does not name what stands before them (EXT-X-MAP)");
        }
        try {
            ts.nextSegment(tags);
            ts.accept(segment, tags);
        } catch (TsException e) {
            throw new HlsException("has a segment that " + e.getMessage());
        }
    }

    /** What is in the stream and cannot be taken; empty when there is nothing of that kind. */
    String refused() {
        return ts.refused();
    }

    /** Times that something was lost or damaged. */
    long damages() {
        return resyncs + faults();
    }

    private long faults() {
        return ts.lostPackets() + ts.damages() + ts.resyncs();
    }

    private static boolean isBox(Buffer segment) {
        String name = segment.getString(BOX_NAME_AT, BOX_NAME_AT + 4, "ISO-8859-1");
        return switch (name) {
            case "ftyp", "styp", "moof", "moov", "sidx", "emsg", "prft" -> true;
            default -> false;
        };
    }

    private void mp4(Buffer before, Buffer segment, Consumer<FlvTag> tags) {
        try {
            Mp4Segments reader = mp4;
            if (reader == null || !before.equals(initialization)) {
                reader = new Mp4Segments(before);
                mp4 = reader;
                initialization = before;
            }
            reader.accept(segment, tags);
        } catch (Mp4Exception e) {
            throw new HlsException("has a segment that " + e.getMessage());
        }
    }

    private static void flv(Buffer segment, Consumer<FlvTag> tags) {
        try {
            new FlvReader().accept(segment, tags);
        } catch (FlvException e) {
            throw new HlsException("has a segment that " + e.getMessage());
        }
    }
}
