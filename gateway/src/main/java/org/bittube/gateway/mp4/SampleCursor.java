package org.bittube.gateway.mp4;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A walk through the samples of one track, in the order in which they are decoded. */
interface SampleCursor {
    /** The next sample, or null behind the last one. */
    @Nullable
    Sample next() throws IOException;

    /** First all of one, then all of the other. */
    static SampleCursor chain(SampleCursor first, SampleCursor second) {
        return () -> {
            Sample sample = first.next();
            return sample == null ? second.next() : sample;
        };
    }
}
