package org.bittube.db.recordings;

import java.time.Instant;

/**
 * A recording as it is stored.
 *
 * @param id 1 to 64 characters, unlike any other's
 * @param channel whose stream it is
 * @param file path below the folder of recordings, with {@code /} between its parts
 * @param started when its first frame came, with the precision of a millisecond
 * @param epochMillis of the run of the stream, Unix milliseconds
 * @param startTimestampMillis which time since the epoch is 0 in the file
 * @param durationMillis 0 while it is being written
 * @param sizeBytes 0 while it is being written
 */
public record RecordingRecord(
        String id,
        String channel,
        String file,
        State state,
        Instant started,
        long epochMillis,
        long startTimestampMillis,
        long durationMillis,
        long sizeBytes) {

    /** How far it is. */
    public enum State {
        /** It is being written; after a start: it was when the process ended. */
        RECORDING,
        /** Whole, with its index. */
        FINISHED,
        /** Whole, and whoever gets finished recordings has it. */
        FILED
    }

    public RecordingRecord {
        if (id.isEmpty() || id.length() > 64 || channel.length() > 128 || file.length() > 1024) {
            throw new IllegalArgumentException("a recording's id, channel or file is too long, or its id is empty");
        }
        started = Instant.ofEpochMilli(started.toEpochMilli());
    }

    /** The same recording when it is whole. */
    public RecordingRecord finished(long millis, long bytes) {
        return new RecordingRecord(
                id, channel, file, State.FINISHED, started, epochMillis, startTimestampMillis, millis, bytes);
    }
}
