package org.bittube.gateway.source;

import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.TagType;

/**
 * After an interruption lets nothing but metadata and sequence headers through until a keyframe comes, for the pictures before it refer
 * to others that are missing. A stream without video goes on with any sound; so does one that brings sound only
 * for {@value #AUDIO_ONLY_MILLIS} ms. Pure.
 */
final class KeyframeGate {
    static final long AUDIO_ONLY_MILLIS = 10_000;

    private static final long NONE = -1;

    private boolean closed;
    private boolean videoSeen;
    private long firstAudioMillis = NONE;

    void close() {
        closed = true;
        firstAudioMillis = NONE;
    }

    /** A new run, of which nothing is known; the gate stands open. */
    void reset() {
        closed = false;
        videoSeen = false;
    }

    boolean lets(FlvTag tag) {
        videoSeen |= tag.type() == TagType.VIDEO;
        if (!closed || tag.type() == TagType.SCRIPT || tag.isSequenceHeader()) {
            return true;
        }
        if (tag.type() == TagType.VIDEO) {
            closed = !tag.isKeyframe();
        } else {
            closed = videoSeen && !audioOnlyForLong(tag.timestampMillis());
        }
        return !closed;
    }

    private boolean audioOnlyForLong(long timestampMillis) {
        if (firstAudioMillis == NONE) {
            firstAudioMillis = timestampMillis;
        }
        return timestampMillis - firstAudioMillis > AUDIO_ONLY_MILLIS;
    }
}
