package org.bittube.gateway.recorder;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A file that is whole: with its duration, size and index of keyframes in onMetaData, and not written to again.
 *
 * @param id of the recording
 * @param channel whose stream it is
 * @param file where it stands until retention deletes it
 * @param started when its first frame came
 */
public record RecordingFinished(
        String id, String channel, Path file, Instant started, long durationMillis, long sizeBytes) {}
