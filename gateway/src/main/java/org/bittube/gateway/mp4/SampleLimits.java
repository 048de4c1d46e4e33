package org.bittube.gateway.mp4;

import org.bittube.gateway.flv.FlvTag;

/**
 * What the samples of one track may claim. Each byte of the file may belong to one sample only: tables of a few bytes could name the same
 * bytes again and again and so make a small file into one without an end.
 */
final class SampleLimits {
    /** What a tag says before the picture: frame type, packet type, composition time. */
    static final int TAG_PREFIX_BYTES = 5;

    /** In units of any timescale; a thousand times the difference of two such times still fits into 64 bits. */
    static final long MAX_TIME = 1L << 52;

    private final long fileBytes;
    private long claimedBytes;

    SampleLimits(long fileBytes) {
        this.fileBytes = fileBytes;
    }

    /** @throws Mp4Exception when that cannot be a sample of this file */
    Sample checked(Sample.Time time, long offset, long size, boolean sync, int description) {
        if (size > FlvTag.MAX_BODY_BYTES - TAG_PREFIX_BYTES) {
            throw Mp4Exception.unsupported("has a picture of " + size + " bytes, more than a tag of FLV holds", offset);
        }
        if (offset < 0 || offset > fileBytes - size) {
            throw Mp4Exception.damaged(
                    "is cut off: it ends at byte " + fileBytes + ", and media are expected at byte " + offset,
                    fileBytes);
        }
        claimedBytes += size;
        if (claimedBytes > fileBytes) {
            throw Mp4Exception.damaged("is damaged: its tables tell of more media than it holds", offset);
        }
        if (time.decode() < 0 || time.decode() > MAX_TIME || Math.abs(time.compositionOffset()) > MAX_TIME) {
            throw Mp4Exception.damaged("is damaged: its times are out of range", offset);
        }
        return new Sample(time, offset, (int) size, sync, description);
    }
}
