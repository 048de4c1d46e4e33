package org.bittube.gateway.relay;

import java.util.ArrayList;
import java.util.List;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.TagType;
import org.bittube.gateway.stream.StreamPrelude;

/**
 * What one viewer is to see of a stream, and when. Starts at a place where a decoder can start, with sequence headers in front.
 * A new epoch begins at 0 again, on which plain FLV players freeze for good; so its timestamps go on behind the last one of the
 * epoch before. Pure; not safe for two threads at a time.
 */
final class ViewerTimeline {
    /** Between the last tag of an epoch and the first of the next: one picture at 25 a second. */
    private static final long EPOCH_STEP_MILLIS = 40;

    private long offsetMillis;
    private long newestMillis = -1;
    private boolean started;

    /** The tags from the last keyframe on, for a viewer that joins an epoch under way; empty: it starts with a later tag. */
    List<FlvTag> start(StreamPrelude prelude, List<FlvTag> gop) {
        if (gop.isEmpty()) {
            return List.of();
        }
        started = true;
        List<FlvTag> tags = new ArrayList<>(prelude.tags());
        gop.forEach(tag -> tags.add(placed(tag)));
        return tags;
    }

    /** What the viewer is to see of this tag: nothing, the tag, or headers and the tag. */
    List<FlvTag> next(FlvTag tag, StreamPrelude prelude) {
        if (started) {
            return List.of(placed(tag));
        }
        if (!startsHere(tag, prelude)) {
            return List.of();
        }
        started = true;
        boolean first = newestMillis < 0;
        FlvTag placed = placed(tag);
        List<FlvTag> tags = new ArrayList<>(4);
        for (FlvTag header : prelude.tags()) {
            tags.add(first ? header : header.withTimestamp(placed.timestampMillis()));
        }
        tags.add(placed);
        return tags;
    }

    /** Timestamp of the newest tag, 0 before the first. */
    long newestMillis() {
        return Math.max(0, newestMillis);
    }

    /** Timestamps begin at 0 again. */
    void newEpoch() {
        started = false;
        offsetMillis = newestMillis < 0 ? 0 : newestMillis + EPOCH_STEP_MILLIS;
    }

    private FlvTag placed(FlvTag tag) {
        FlvTag placed = tag.withTimestamp(tag.timestampMillis() + offsetMillis);
        newestMillis = Math.max(newestMillis, placed.timestampMillis());
        return placed;
    }

    private static boolean startsHere(FlvTag tag, StreamPrelude prelude) {
        return tag.isKeyframe() || (prelude.video() == null && tag.type() == TagType.AUDIO && !tag.isSequenceHeader());
    }
}
