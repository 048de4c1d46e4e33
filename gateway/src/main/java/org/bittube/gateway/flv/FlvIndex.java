package org.bittube.gateway.flv;

import java.util.Arrays;
import java.util.List;

/**
 * What a player must know of an FLV file to begin at any place in it: docs/protocol.md section 7, the descriptor.
 *
 * @param durationMillis from the first frame to the end of the last one
 * @param keyframes where a decoder can start, in the order of the file; in a file without video about one sound a second
 * @param prelude file header with PreviousTagSize0, then the sequence headers that stand before the first frame of their track, with
 *     timestamp 0; at most {@link #MAX_PRELUDE_BYTES}
 * @param hasVideo whether there are coded pictures
 * @param hasAudio whether there is coded sound
 * @param validBytes where the last whole tag ends; what stands behind it is the beginning of a tag that was cut off
 */
@SuppressWarnings("ArrayRecordComponent") // copied on the way in and out; equality is by content
public record FlvIndex(
        long durationMillis,
        List<Keyframe> keyframes,
        byte[] prelude,
        boolean hasVideo,
        boolean hasAudio,
        long validBytes) {

    /** A sequence header with which the prelude would be longer is left out of it. */
    public static final int MAX_PRELUDE_BYTES = 8_192;

    /**
     * A place to start at.
     *
     * @param timeMillis the tag's timestamp; never before that of an earlier keyframe. Of the first one: what a player shows as 0
     * @param offset of the tag's first byte in the file
     */
    public record Keyframe(long timeMillis, long offset) {}

    public FlvIndex {
        keyframes = List.copyOf(keyframes);
        prelude = prelude.clone();
    }

    @Override
    public byte[] prelude() {
        return prelude.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FlvIndex that
                && durationMillis == that.durationMillis
                && keyframes.equals(that.keyframes)
                && Arrays.equals(prelude, that.prelude)
                && hasVideo == that.hasVideo
                && hasAudio == that.hasAudio
                && validBytes == that.validBytes;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(31 * durationMillis + validBytes);
    }

    @Override
    public String toString() {
        return "FlvIndex[durationMillis=" + durationMillis + ", keyframes=" + keyframes.size() + ", prelude="
                + prelude.length + " bytes, hasVideo=" + hasVideo + ", hasAudio=" + hasAudio + ", validBytes="
                + validBytes + "]";
    }
}
