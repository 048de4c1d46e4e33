package org.bittube.gateway.source;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.TagType;
import org.bittube.gateway.stream.StreamPrelude;

/**
 * Goes through what a file holds already and keeps what a live viewer needs of it: metadata, sequence headers and the tags from the last
 * keyframe on, if that keyframe is no more than {@value #KEPT_MILLIS} ms back; otherwise the stream begins with the
 * next one. In a file without video, the last second of sound. Bounded in bytes: what is larger is given up. Pure.
 */
final class CatchUp {
    static final long KEPT_MILLIS = 10_000;

    private static final long KEPT_BYTES = 32L << 20;
    private static final long KEPT_SOUND_MILLIS = 1_000;

    private final List<FlvTag> kept = new ArrayList<>();
    private StreamPrelude prelude = StreamPrelude.EMPTY;
    private boolean videoSeen;
    private boolean framesSeen;
    private long keptBytes;

    void accept(FlvTag tag) {
        StreamPrelude next = prelude.after(tag);
        if (tag.type() == TagType.SCRIPT || tag.isSequenceHeader()) {
            prelude = next;
            if (tag.type() == TagType.VIDEO) {
                sawVideo();
            }
            return;
        }
        framesSeen = true;
        if (tag.type() == TagType.VIDEO) {
            sawVideo();
        }
        if (tag.isKeyframe() || (!videoSeen && (kept.isEmpty() || age(tag) > KEPT_SOUND_MILLIS))) {
            forget();
            keep(tag);
        } else if (!kept.isEmpty()) {
            if (age(tag) > KEPT_MILLIS || keptBytes + tag.encodedLength() > KEPT_BYTES) {
                forget();
            } else {
                keep(tag);
            }
        }
    }

    /** Whether there was any sound or picture at all. */
    boolean sawFrames() {
        return framesSeen;
    }

    /** Whether frames were kept; if not, and there is video, the stream has to wait for a keyframe. */
    boolean startsWithFrames() {
        return !kept.isEmpty();
    }

    /** Hands out what was kept, headers first, these with the timestamp of the first frame. */
    void deliver(Consumer<FlvTag> tags) {
        long startMillis = kept.isEmpty() ? 0 : kept.get(0).timestampMillis();
        prelude.tags().forEach(header -> tags.accept(header.withTimestamp(startMillis)));
        kept.forEach(tags);
        forget();
    }

    private void sawVideo() {
        if (!videoSeen) {
            videoSeen = true;
            forget();
        }
    }

    private long age(FlvTag tag) {
        return tag.timestampMillis() - kept.get(0).timestampMillis();
    }

    private void keep(FlvTag tag) {
        kept.add(tag);
        keptBytes += tag.encodedLength();
    }

    private void forget() {
        kept.clear();
        keptBytes = 0;
    }
}
