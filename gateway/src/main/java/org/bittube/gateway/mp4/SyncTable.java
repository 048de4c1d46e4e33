package org.bittube.gateway.mp4;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A walk through {@code stss} (ISO/IEC 14496-12 §8.6.2): at which samples a decoder can start. */
final class SyncTable {
    private static final int WINDOW_BYTES = 4 << 10;
    private static final int HEAD_BYTES = 8;
    private static final int ENTRY_BYTES = 4;

    private final Window window;
    private final boolean all;
    private long at;
    private long end;
    private long number;

    /** @param box null when every sample is one */
    SyncTable(@Nullable Box box, Window file) throws IOException {
        window = file.another(WINDOW_BYTES);
        all = box == null;
        if (box != null) {
            long count = window.u32(box.atLeast(HEAD_BYTES).body() + 4);
            at = box.body() + HEAD_BYTES;
            end = at + count * ENTRY_BYTES;
            if (end > box.end()) {
                throw box.damaged("claims " + count + " entries, more than fit into it");
            }
        }
    }

    /** Whether the next sample is one. */
    boolean next() throws IOException {
        number++;
        while (at < end && window.u32(at) < number) {
            at += ENTRY_BYTES;
        }
        return all || (at < end && window.u32(at) == number);
    }
}
