package org.bittube.gateway.mp4;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The head of one track's part of a fragment: {@code tfhd} and {@code tfdt} (ISO/IEC 14496-12 §8.8.7, §8.8.12).
 *
 * @param base what the offsets of its runs count from; null: the end of the part before, or the fragment's beginning
 * @param fromFragment whether they count from the fragment's beginning though no base is given
 * @param decodeTime of its first sample; null: where the fragment before ended
 */
record FragmentHeader(
        long trackId,
        @Nullable Long base,
        boolean fromFragment,
        FragmentDefaults defaults,
        @Nullable Long decodeTime) {
    private static final int BASE = 0x1;
    private static final int DESCRIPTION = 0x2;
    private static final int DURATION = 0x8;
    private static final int SIZE = 0x10;
    private static final int FLAGS = 0x20;
    private static final int FROM_FRAGMENT = 0x20000;
    private static final int HEAD_BYTES = 8;

    static FragmentHeader read(Box traf, FragmentDefaults usual, Window window) throws IOException {
        Box box = Boxes.require(traf, "tfhd", window).atLeast(HEAD_BYTES);
        int present = window.u24(box.body());
        long trackId = window.u32(box.body() + 4);
        long at = box.body() + HEAD_BYTES;
        int fields = Integer.bitCount(present & (DESCRIPTION | DURATION | SIZE | FLAGS));
        box.atLeast(HEAD_BYTES + ((present & BASE) != 0 ? 8 : 0) + 4L * fields);
        Long base = null;
        if ((present & BASE) != 0) {
            base = window.u64(at);
            at += 8;
        }
        int description = usual.description();
        if ((present & DESCRIPTION) != 0) {
            description = (int) Math.min(window.u32(at), Integer.MAX_VALUE);
            at += 4;
        }
        long duration = usual.duration();
        if ((present & DURATION) != 0) {
            duration = window.u32(at);
            at += 4;
        }
        long size = usual.sizeBytes();
        if ((present & SIZE) != 0) {
            size = window.u32(at);
            at += 4;
        }
        int flags = (present & FLAGS) != 0 ? window.i32(at) : usual.flags();
        return new FragmentHeader(
                trackId,
                base,
                (present & FROM_FRAGMENT) != 0,
                new FragmentDefaults(description, duration, size, flags),
                decodeTime(traf, window));
    }

    private static @Nullable Long decodeTime(Box traf, Window window) throws IOException {
        Box box = Boxes.find(traf, "tfdt", window);
        if (box == null) {
            return null;
        }
        boolean wide = window.u8(box.atLeast(8).body()) == 1;
        return wide ? window.u64(box.atLeast(12).body() + 4) : window.u32(box.body() + 4);
    }
}
