package org.bittube.gateway.mp4;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The boxes that stand one behind the other between two offsets. Only headers are read. */
final class Boxes {
    private static final int HEADER_BYTES = 8;
    private static final int LARGE_HEADER_BYTES = 16;

    private final Window window;
    private final long end;
    private final boolean top;
    private long at;

    private Boxes(Window window, long from, long end, boolean top) {
        this.window = window;
        this.at = from;
        this.end = end;
        this.top = top;
    }

    /** Those of the whole file. */
    static Boxes ofFile(Window window) {
        return new Boxes(window, 0, window.size(), true);
    }

    /** Those inside of a box, behind its first bytes. */
    static Boxes in(Box parent, long skippedBytes, Window window) {
        return new Boxes(window, parent.atLeast(skippedBytes).body() + skippedBytes, parent.end(), false);
    }

    /** The first box of that name directly inside of another, or null. */
    static @Nullable Box find(Box parent, String name, Window window) throws IOException {
        Boxes boxes = in(parent, 0, window);
        for (Box box = boxes.next(); box != null; box = boxes.next()) {
            if (box.is(name)) {
                return box;
            }
        }
        return null;
    }

    /** Like {@link #find}, for what must be there. */
    static Box require(Box parent, String name, Window window) throws IOException {
        Box box = find(parent, name, window);
        if (box == null) {
            throw parent.damaged("has no '" + name + "'");
        }
        return box;
    }

    /**
     * The next box; null behind the last one. Fewer than 8 bytes at the end, such as the zeros behind QuickTime's lists, are none.
     *
     * @throws Mp4Exception when it claims more than there is
     */
    @Nullable
    Box next() throws IOException {
        if (end - at < HEADER_BYTES) {
            return null;
        }
        long length = window.u32(at);
        int type = window.i32(at + 4);
        int header = HEADER_BYTES;
        if (length == 1 && end - at >= LARGE_HEADER_BYTES) {
            length = window.u64(at + HEADER_BYTES);
            header = LARGE_HEADER_BYTES;
        } else if (length == 0 && top) {
            length = end - at;
        } else if (length == 0) {
            // QuickTime ends some lists of boxes by a length of 0.
            return null;
        }
        Box box = new Box(type, at, at + header, at + length);
        if (length < header) {
            throw box.damaged("claims " + length + " bytes, fewer than its header has");
        }
        if (length > end - at) {
            throw top
                    ? Mp4Exception.damaged(
                            "is cut off: its box '" + box.name() + "' claims " + length + " bytes, and " + (end - at)
                                    + " are there",
                            at)
                    : box.damaged("claims " + length + " bytes where " + (end - at) + " are left");
        }
        at += length;
        return box;
    }
}
