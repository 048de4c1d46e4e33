package org.bittube.gateway.source;

import java.util.Map;
import java.util.Objects;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.TagType;

/**
 * Makes timestamps start at 0 and never go back, with one offset for sound and picture together: two would drift apart. A stream that is already
 * good passes untouched. Pure.
 *
 * <ul>
 *   <li>A counter that wraps (24, 31 or 32 bits) is unwrapped exactly.
 *   <li>A jump back by more than {@value #BACK_MILLIS} ms (the encoder started again) or forward by more than {@value #FORWARD_MILLIS}
 *       ms goes on where the stream was. Tags of before the jump that come late still get the offset of before.
 *   <li>A smaller step back within a type is held at that type's last timestamp.
 *   <li>Metadata and sequence headers never cause a repair: servers stamp them with 0, or with now, in front of older frames.
 * </ul>
 */
final class TimestampRepair {
    static final long FORWARD_MILLIS = 3_000;
    static final long BACK_MILLIS = 250;

    private static final long DEFAULT_STEP_MILLIS = 20;
    private static final long MAX_STEP_MILLIS = 200;
    private static final long[] WRAPS = {1L << 24, 1L << 31, 1L << 32};

    private final Map<TagType, TypePace> paces = TypePace.ofEachType(DEFAULT_STEP_MILLIS);
    private long offset;
    private long offsetBefore;
    private boolean started;
    private boolean framesSeen;
    private boolean rebase;
    private long repairs;

    /** A new run: the next tag is at 0. The count goes on. */
    void reset() {
        paces.values().forEach(TypePace::reset);
        started = false;
        framesSeen = false;
        rebase = false;
    }

    /** The same run goes on from another connection: the next frame follows the last one, whatever its timestamp. */
    void discontinuity() {
        rebase = framesSeen;
    }

    /** Jumps and steps back that were put right. */
    long repairs() {
        return repairs;
    }

    FlvTag apply(FlvTag tag) {
        if (!started) {
            started = true;
            setOffset(-tag.timestampMillis());
            offsetBefore = offset;
        }
        boolean frame = tag.type() != TagType.SCRIPT && !tag.isSequenceHeader();
        return give(tag, frame ? frameMillis(tag) : headerMillis(tag));
    }

    private FlvTag give(FlvTag tag, long millis) {
        pace(tag).moveTo(millis);
        return tag.withTimestamp(millis);
    }

    private TypePace pace(FlvTag tag) {
        return Objects.requireNonNull(paces.get(tag.type()));
    }

    /** Where its own timestamp says, if that is near; otherwise beside what its type, or else the stream, has got to. */
    private long headerMillis(FlvTag tag) {
        long millis = tag.timestampMillis() + offset;
        long newest = newest();
        TypePace own = pace(tag);
        boolean near =
                millis >= Math.max(own.lastMillis(), newest - FORWARD_MILLIS) && millis <= newest + FORWARD_MILLIS;
        if (near && millis >= 0 && !rebase) {
            return millis;
        }
        return own.isNew() || tag.type() == TagType.SCRIPT ? newest : own.lastMillis();
    }

    private long frameMillis(FlvTag tag) {
        long raw = tag.timestampMillis();
        if (rebase || (!framesSeen && (raw + offset < 0 || !isNear(tag, raw + offset)))) {
            setOffset(continuation(tag) - raw);
            offsetBefore = offset;
            rebase = false;
        }
        framesSeen = true;
        long millis = raw + offset;
        if (!isNear(tag, millis)) {
            if (isNear(tag, raw + offsetBefore)) {
                millis = raw + offsetBefore;
            } else {
                repairs++;
                setOffset(offset + correction(tag, millis));
                millis = raw + offset;
            }
        }
        long floor = Math.max(0, pace(tag).lastMillis());
        if (millis < floor && floor > 0) {
            repairs++;
        }
        return Math.max(floor, millis);
    }

    /** Whether a frame may stand there without a repair. */
    private boolean isNear(FlvTag tag, long millis) {
        TypePace own = pace(tag);
        long newest = newest();
        long earliest = own.isNew() || !framesSeen ? newest - FORWARD_MILLIS : own.lastMillis() - BACK_MILLIS;
        return millis >= earliest && millis <= newest + FORWARD_MILLIS;
    }

    private long correction(FlvTag tag, long millis) {
        for (long wrap : WRAPS) {
            if (isNear(tag, millis + wrap)) {
                return wrap;
            }
        }
        return continuation(tag) - millis;
    }

    /** Where the stream goes on after a jump: one step behind the last of the type, and not before any other type's last. */
    private long continuation(FlvTag tag) {
        if (!framesSeen) {
            return newest();
        }
        TypePace own = pace(tag);
        long step = Math.min(own.stepMillis(), MAX_STEP_MILLIS);
        return own.isNew() ? newest() : Math.max(newest(), own.lastMillis() + step);
    }

    private long newest() {
        long newest = 0;
        for (TypePace pace : paces.values()) {
            newest = Math.max(newest, pace.lastMillis());
        }
        return newest;
    }

    private void setOffset(long value) {
        offsetBefore = offset;
        offset = value;
    }
}
