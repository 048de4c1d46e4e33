package org.bittube.gateway.source;

import java.util.Map;
import java.util.Objects;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.TagType;

/**
 * Lays the passes of a looped clip one behind the other. Every pass has the same length, that of the first, so sound and picture
 * keep together and nothing drifts however long it runs. Pure.
 */
final class LoopTimeline {
    private static final long DEFAULT_STEP_MILLIS = 40;

    /** A clip of one frame must not become a busy loop. */
    private static final long SHORTEST_PASS_MILLIS = 100;

    private final Map<TagType, TypePace> paces = TypePace.ofEachType(DEFAULT_STEP_MILLIS);
    private long passStartMillis;
    private long endMillis;
    private boolean frames;

    /** The tag at its place in the endless stream; {@code tag} has the timestamp of its pass, from 0 on. */
    FlvTag place(FlvTag tag) {
        long millis = tag.timestampMillis();
        if (tag.type() != TagType.SCRIPT && !tag.isSequenceHeader()) {
            frames = true;
            TypePace pace = Objects.requireNonNull(paces.get(tag.type()));
            pace.moveTo(millis);
            endMillis = Math.max(endMillis, millis + pace.stepMillis());
        }
        return tag.withTimestamp(passStartMillis + millis);
    }

    /** Whether this pass had any sound or picture. */
    boolean hasFrames() {
        return frames;
    }

    /** The clip begins again: one frame's length after the last frame of the longer of sound and picture. */
    void nextPass() {
        passStartMillis += Math.max(endMillis, SHORTEST_PASS_MILLIS);
        paces.values().forEach(TypePace::reset);
        endMillis = 0;
        frames = false;
    }
}
