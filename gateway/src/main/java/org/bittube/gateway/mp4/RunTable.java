package org.bittube.gateway.mp4;

import java.io.IOException;

/** A walk through {@code stts} or {@code ctts} (ISO/IEC 14496-12 §8.6.1): runs of samples with one value. */
final class RunTable {
    private static final int WINDOW_BYTES = 4 << 10;
    private static final int HEAD_BYTES = 8;
    private static final int ENTRY_BYTES = 8;

    private final Window window;
    private final boolean signed;
    private final long end;
    private long at;
    private long left;
    private long value;

    /** @param signed whether values may be negative, which QuickTime and version 1 of {@code ctts} say in the same bits */
    RunTable(Box box, boolean signed, Window file) throws IOException {
        this.window = file.another(WINDOW_BYTES);
        this.signed = signed;
        long count = window.u32(box.atLeast(HEAD_BYTES).body() + 4);
        this.at = box.body() + HEAD_BYTES;
        this.end = at + count * ENTRY_BYTES;
        if (end > box.end()) {
            throw box.damaged("claims " + count + " entries, more than fit into it");
        }
    }

    /** The value of the next sample; behind the table, of the last one in it. */
    long next() throws IOException {
        while (left == 0 && at < end) {
            left = window.u32(at);
            value = signed ? window.i32(at + 4) : window.u32(at + 4);
            at += ENTRY_BYTES;
        }
        if (left > 0) {
            left--;
        }
        return value;
    }
}
