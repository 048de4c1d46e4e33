package org.bittube.gateway.source;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
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
 *   <li>Sound that comes earlier or later than its pictures is no fault: each type goes forward by itself.
 *   <li>Metadata and sequence headers never cause a repair: servers stamp them with 0, or with now, in front of older frames.
 *   <li>Pictures that are shown before they are decoded: {@link CompositionRepair}.
 * </ul>
 */
final class TimestampRepair {
    static final long FORWARD_MILLIS = 3_000;
    static final long BACK_MILLIS = 250;

    private static final long DEFAULT_STEP_MILLIS = 20;
    private static final long MAX_STEP_MILLIS = 200;
    private static final long[] WRAPS = {1L << 24, 1L << 31, 1L << 32};

    private final Consumer<RepairKind> repairs;
    private final CompositionRepair composition;
    private final Map<TagType, TypePace> paces = TypePace.ofEachType(DEFAULT_STEP_MILLIS);
    /** What is added to a type's timestamps: the same for all, but around a jump, which one of them makes first. */
    private final Map<TagType, Long> offsets = new EnumMap<>(TagType.class);

    private long firstOffset;
    private boolean started;
    private boolean framesSeen;
    private boolean rebase;

    /** @param repairs is told each thing that was put right */
    TimestampRepair(Consumer<RepairKind> repairs) {
        this.repairs = repairs;
        this.composition = new CompositionRepair(repairs);
    }

    /** A new run: the next tag is at 0. */
    void reset() {
        paces.values().forEach(TypePace::reset);
        offsets.clear();
        composition.reset();
        started = false;
        framesSeen = false;
        rebase = false;
    }

    /** The same run goes on from another connection: the next frame follows the last one, whatever its timestamp. */
    void discontinuity() {
        rebase = framesSeen;
    }

    FlvTag apply(FlvTag tag) {
        if (!started) {
            started = true;
            firstOffset = -tag.timestampMillis();
        }
        boolean frame = tag.type() != TagType.SCRIPT && !tag.isSequenceHeader();
        long millis = frame ? frameMillis(tag) : headerMillis(tag);
        pace(tag).moveTo(millis);
        return composition.apply(tag.withTimestamp(millis));
    }

    private TypePace pace(FlvTag tag) {
        return Objects.requireNonNull(paces.get(tag.type()));
    }

    /** Where its own timestamp says, if that is near; otherwise beside what its type, or else the stream, has got to. */
    private long headerMillis(FlvTag tag) {
        long millis = tag.timestampMillis() + offset(tag.type());
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
        long first = raw + firstOffset;
        if (rebase || (!framesSeen && (first < 0 || !isNear(tag, first)))) {
            firstOffset = continuation(tag) - raw;
            offsets.clear();
            rebase = false;
        }
        framesSeen = true;
        long millis = raw + offsetFor(tag);
        long floor = Math.max(0, pace(tag).lastMillis());
        if (millis < floor && floor > 0) {
            repairs.accept(RepairKind.STEP_BACK);
        }
        return Math.max(floor, millis);
    }

    /** Its own offset, or that of the other type if that fits better (which has jumped already), or else another one. */
    private long offsetFor(FlvTag tag) {
        long raw = tag.timestampMillis();
        long own = offset(tag.type());
        long others = offset(tag.type() == TagType.VIDEO ? TagType.AUDIO : TagType.VIDEO);
        boolean ownFits = isNear(tag, raw + own);
        boolean othersFits = others != own && isNear(tag, raw + others);
        if (othersFits && (!ownFits || distance(tag, raw + others) < distance(tag, raw + own))) {
            own = others;
        } else if (!ownFits) {
            own += correction(tag, raw + own);
        }
        offsets.put(tag.type(), own);
        return own;
    }

    private long offset(TagType type) {
        return offsets.getOrDefault(
                type,
                offsets.isEmpty() ? firstOffset : offsets.values().iterator().next());
    }

    /** From where the type would go on. */
    private long distance(FlvTag tag, long millis) {
        TypePace own = pace(tag);
        return Math.abs(millis - (own.isNew() ? newest() : own.lastMillis() + own.stepMillis()));
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
                repairs.accept(RepairKind.WRAP);
                return wrap;
            }
        }
        long correction = continuation(tag) - millis;
        repairs.accept(correction > 0 ? RepairKind.RESTART : RepairKind.JUMP);
        return correction;
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
}
