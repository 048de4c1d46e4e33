package org.bittube.gateway.source;

import io.vertx.core.buffer.Buffer;
import java.util.function.Consumer;
import org.bittube.gateway.flv.BodyKind;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.HeaderForm;
import org.bittube.gateway.flv.TagType;
import org.bittube.gateway.flv.VideoHeader;

/**
 * Some encoders stamp B-frames with the time at which they come, so that they are shown before they are decoded: the composition time is negative.
 * Where that happens the decoding times move back, by as much as was ever needed, and the composition times grow by as much: every picture is shown when it was
 * to be shown. A stream without negative composition times passes untouched. Pure.
 */
final class CompositionRepair {
    /** More than any reordering takes; what lies beyond is shown at once. */
    static final int MOST_MILLIS = 2_000;

    private static final int CODED_FRAMES = 1;
    private static final int FOUR_CC_END = 5;

    private final Consumer<RepairKind> repairs;
    private long shiftMillis;
    private long lastMillis;

    CompositionRepair(Consumer<RepairKind> repairs) {
        this.repairs = repairs;
    }

    void reset() {
        shiftMillis = 0;
        lastMillis = 0;
    }

    /** The tag as it is to be decoded. Call it in the order of decoding, with timestamps that never go back. */
    FlvTag apply(FlvTag tag) {
        if (tag.type() != TagType.VIDEO) {
            return tag;
        }
        VideoHeader header = VideoHeader.parse(tag.body());
        if (header.kind() != BodyKind.FRAMES || (header.compositionMillis() >= 0 && shiftMillis == 0)) {
            // Sequence headers keep their place behind the last picture.
            lastMillis = Math.max(lastMillis, tag.timestampMillis() - shiftMillis);
            return tag.withTimestamp(lastMillis);
        }
        int composition = header.compositionMillis();
        if (-composition > shiftMillis && shiftMillis < MOST_MILLIS) {
            shiftMillis = Math.min(-composition, MOST_MILLIS);
            repairs.accept(RepairKind.COMPOSITION);
        }
        long shown = tag.timestampMillis() + composition;
        lastMillis = Math.max(lastMillis, tag.timestampMillis() - shiftMillis);
        long wait = Math.max(0, shown - lastMillis);
        Buffer body = wait == composition ? tag.body() : withComposition(tag.body(), header, (int) wait);
        return new FlvTag(TagType.VIDEO, lastMillis, body);
    }

    private static Buffer withComposition(Buffer body, VideoHeader header, int millis) {
        if (header.form() == HeaderForm.LEGACY) {
            return header.dataOffset() == FOUR_CC_END ? body.copy().setMedium(2, millis) : body;
        }
        boolean reordered =
                switch (header.codec()) {
                    case "H.264", "H.265", "H.266" -> true;
                    default -> false;
                };
        if (!reordered || header.dataOffset() < FOUR_CC_END) {
            return body;
        }
        // CodedFramesX, which says that the composition time is 0, becomes CodedFrames.
        return Buffer.buffer(body.length() + 3)
                .appendByte((byte) ((body.getByte(0) & 0xF0) | CODED_FRAMES))
                .appendBuffer(body, 1, FOUR_CC_END - 1)
                .appendMedium(millis)
                .appendBuffer(body, header.dataOffset(), body.length() - header.dataOffset());
    }
}
