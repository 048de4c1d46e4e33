package org.bittube.gateway.mp4;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Where a track begins (ISO/IEC 14496-12 §8.6.6): nothing for a while, then its media from some time on, at their own pace. That is what
 * encoders use edit lists for: to make up for reordered pictures and for the silence that AAC begins with.
 *
 * @param delayMillis how long nothing is shown
 * @param mediaTime the first that is shown, in units of the track's timescale
 */
record EditList(long delayMillis, long mediaTime) {
    private static final EditList NONE = new EditList(0, 0);
    private static final int HEAD_BYTES = 8;
    private static final int EMPTY = -1;
    private static final int USUAL_RATE = 1;
    private static final int MAX_DELAY_MILLIS = Integer.MAX_VALUE;
    /** Cuts that leave out or repeat less are rounding: this part of a second. */
    private static final int ROUNDING_PARTS = 10;

    /**
     * Reads {@code elst}.
     *
     * @param trak the track, which need not have one
     * @param movieTimescale units a second in which the lengths of the parts are given
     * @param mediaTimescale units a second of the track
     * @throws Mp4Exception when the parts are not one piece of the media at its own pace
     */
    static EditList read(Box trak, long movieTimescale, long mediaTimescale, Window window) throws IOException {
        Box edts = Boxes.find(trak, "edts", window);
        Box box = edts == null ? null : Boxes.find(edts, "elst", window);
        return box == null ? NONE : parse(box, movieTimescale, mediaTimescale, window);
    }

    private static EditList parse(Box box, long movieTimescale, long mediaTimescale, Window window) throws IOException {
        boolean wide = window.u8(box.atLeast(HEAD_BYTES).body()) == 1;
        long count = window.u32(box.body() + 4);
        int entryBytes = wide ? 20 : 12;
        if (count * entryBytes > box.bodyBytes() - HEAD_BYTES) {
            throw box.damaged("claims " + count + " entries, more than fit into it");
        }
        double delay = 0;
        double gap = 0;
        double expected = 0;
        @Nullable Long begin = null;
        long at = box.body() + HEAD_BYTES;
        for (long i = 0; i < count; i++, at += entryBytes) {
            double seconds = (double) (wide ? window.u64(at) : window.u32(at)) / movieTimescale;
            long time = wide ? window.i64(at + 8) : window.i32(at + 4);
            int rate = window.u16(at + entryBytes - 4);
            if (time == EMPTY) {
                gap += seconds;
                continue;
            }
            if (time < 0 || time > SampleLimits.MAX_TIME) {
                throw box.damaged("begins at an impossible time");
            }
            if (rate != USUAL_RATE) {
                throw unsupported("plays a part of itself at another speed", box);
            }
            if (begin == null) {
                begin = time;
                delay = gap;
            } else if (gap > 0 || Math.abs(time - expected) > (double) mediaTimescale / ROUNDING_PARTS) {
                throw unsupported("is a list of cuts, and its parts do not follow each other", box);
            }
            gap = 0;
            expected = time + seconds * mediaTimescale;
        }
        long delayMillis = Math.round(delay * 1000);
        if (delayMillis > MAX_DELAY_MILLIS) {
            throw box.damaged("begins at an impossible time");
        }
        return new EditList(delayMillis, begin == null ? 0 : begin);
    }

    private static Mp4Exception unsupported(String message, Box box) {
        return Mp4Exception.unsupported(message + " (edit list)", box.start());
    }
}
