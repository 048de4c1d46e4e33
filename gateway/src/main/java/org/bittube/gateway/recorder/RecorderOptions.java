package org.bittube.gateway.recorder;

/**
 * Limits of the recorder.
 *
 * @param splitMillis a file ends at the first keyframe from this length on
 * @param splitBytes a file ends at the first keyframe from this size on
 * @param keepMillis how long a finished file is kept; 0: no limit
 * @param keepCount how many finished files of one channel are kept; 0: no limit
 * @param freeBytes what is to be left free on the disk: the oldest files go first, then recording ends
 * @param queueBytes the most of one channel that waits for the disk; past it the recording fails
 */
public record RecorderOptions(
        long splitMillis, long splitBytes, long keepMillis, int keepCount, long freeBytes, long queueBytes) {
    /** Timestamps of FLV are 32 bits, which some players read with a sign. */
    public static final long MOST_SPLIT_MILLIS = 20L * 24 * 3_600_000;

    /** Room for 20 s at 12 Mbit/s: a disk that hangs that long is broken. */
    public static final long DEFAULT_QUEUE_BYTES = 32L << 20;

    /** @throws IllegalArgumentException for limits below 0, or a queue or a file of nothing */
    public RecorderOptions {
        if (splitMillis < 1 || splitBytes < 1 || keepMillis < 0 || keepCount < 0 || freeBytes < 0 || queueBytes < 1) {
            throw new IllegalArgumentException("a recorder with these limits could not record anything");
        }
        splitMillis = Math.min(splitMillis, MOST_SPLIT_MILLIS);
    }
}
