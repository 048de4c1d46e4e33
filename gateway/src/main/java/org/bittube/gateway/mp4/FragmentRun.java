package org.bittube.gateway.mp4;

import java.io.IOException;

/** A walk through one {@code trun} (ISO/IEC 14496-12 §8.8.8): samples whose bytes stand one behind the other. */
final class FragmentRun {
    private static final int OFFSET = 0x1;
    private static final int FIRST_FLAGS = 0x4;
    private static final int DURATION = 0x100;
    private static final int SIZE = 0x200;
    private static final int FLAGS = 0x400;
    private static final int COMPOSITION = 0x800;
    private static final int HEAD_BYTES = 8;

    private final Window window;
    private final FragmentDefaults defaults;
    private final int present;
    private final long count;
    private final int firstFlags;
    private long index;
    private long at;
    private long offset;

    private long duration;
    private long size;
    private int flags;
    private long composition;

    /**
     * At its first sample.
     *
     * @param base what its offset, if it has one, counts from
     * @param behind where its samples stand if it has none
     */
    FragmentRun(Box box, FragmentDefaults defaults, long base, long behind, Window window) throws IOException {
        this.window = window;
        this.defaults = defaults;
        present = window.u24(box.atLeast(HEAD_BYTES).body());
        count = window.u32(box.body() + 4);
        at = box.body() + HEAD_BYTES;
        int optional = Integer.bitCount(present & (OFFSET | FIRST_FLAGS));
        int entry = 4 * Integer.bitCount(present & (DURATION | SIZE | FLAGS | COMPOSITION));
        if (box.end() - at < 4L * optional + count * entry) {
            throw box.damaged("claims " + count + " samples, more than fit into it");
        }
        if (count > 0 && (present & SIZE) == 0 && defaults.sizeBytes() == 0) {
            throw box.damaged("tells of " + count + " samples without bytes");
        }
        offset = behind;
        if ((present & OFFSET) != 0) {
            offset = base + window.i32(at);
            at += 4;
        }
        if ((present & FIRST_FLAGS) != 0) {
            firstFlags = window.i32(at);
            at += 4;
        } else {
            firstFlags = defaults.flags();
        }
    }

    boolean hasNext() {
        return index < count;
    }

    /** Reads the next sample, which begins at that time. */
    Sample next(long decodeTime, SampleLimits limits) throws IOException {
        read();
        long here = offset;
        offset += size;
        Sample.Time time = new Sample.Time(decodeTime, composition, duration);
        return limits.checked(time, here, size, FragmentDefaults.sync(flags), defaults.description());
    }

    /** Where the bytes behind the last sample stand; nothing is left to read after it. */
    long skipToEnd() throws IOException {
        if ((present & SIZE) == 0) {
            offset += (count - index) * defaults.sizeBytes();
            index = count;
        }
        while (hasNext()) {
            read();
            offset += size;
        }
        return offset;
    }

    private void read() throws IOException {
        boolean first = index == 0;
        index++;
        duration = field(DURATION, defaults.duration());
        size = field(SIZE, defaults.sizeBytes());
        boolean own = (present & FLAGS) != 0;
        int said = (int) field(FLAGS, defaults.flags());
        flags = first && !own ? firstFlags : said;
        composition = (int) field(COMPOSITION, 0);
    }

    private long field(int flag, long usual) throws IOException {
        if ((present & flag) == 0) {
            return usual;
        }
        long value = window.u32(at);
        at += 4;
        return value;
    }
}
