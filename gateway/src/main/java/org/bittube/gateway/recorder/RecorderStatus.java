package org.bittube.gateway.recorder;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a channel's recorder does.
 *
 * @param wanted whether the channel is to be recorded
 * @param file path below the folder of recordings; null while nothing is written
 * @param bytes on the disk, of this file
 * @param durationMillis on the disk, of this file
 * @param since when the file was begun; null while nothing is written
 * @param lastError one line that says what to do; null when nothing was wrong since recording was turned on
 */
public record RecorderStatus(
        boolean wanted,
        State state,
        @Nullable String id,
        @Nullable String file,
        long bytes,
        long durationMillis,
        @Nullable Instant since,
        @Nullable String lastError) {

    /** What is going on. */
    public enum State {
        /** A file is being written. */
        RECORDING,
        /** Nothing is written: nobody wants it, or no stream comes. */
        OFF,
        /** Nothing is written any more until recording is turned on again. */
        FAILED
    }
}
