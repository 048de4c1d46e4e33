package org.bittube.gateway.source;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.bittube.gateway.flv.AudioHeader;
import org.bittube.gateway.flv.BodyKind;
import org.bittube.gateway.flv.FlvReader;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.VideoHeader;
import org.bittube.gateway.stream.StreamPrelude;
import org.jspecify.annotations.Nullable;

/**
 * One pass through a looped clip: its bytes in, its tags out, placed on the common timeline. From the second pass on headers that the
 * first one brought already are left out. Starts at a keyframe. Pure.
 */
final class LoopPass {
    private final FlvReader reader = new FlvReader();
    private final TrackFilter filter = new TrackFilter();
    private final KeyframeGate gate = new KeyframeGate();
    private final TimestampRepair repair;
    private final ArrayDeque<FlvTag> tags = new ArrayDeque<>();
    private final LoopTimeline timeline;
    private StreamPrelude known;
    private long bytes;

    /**
     * Begins at the clip's first byte.
     *
     * @param known the headers that were delivered before
     * @param repairs is told each timestamp that was put right
     */
    LoopPass(LoopTimeline timeline, StreamPrelude known, Consumer<RepairKind> repairs) {
        this.repair = new TimestampRepair(repairs);
        this.timeline = timeline;
        this.known = known;
        gate.close();
    }

    /**
     * The next bytes of the clip.
     *
     * @throws org.bittube.gateway.flv.FlvException when it is no FLV
     */
    void accept(Buffer chunk) {
        reader.accept(chunk, this::take);
    }

    private void take(FlvTag raw) {
        FlvTag single = filter.apply(raw);
        if (single == null || endsSequence(single) || !gate.lets(single)) {
            return;
        }
        StreamPrelude next = known.after(single);
        boolean header = single.isMetadata() || single.isSequenceHeader();
        if (header && next.equals(known)) {
            return;
        }
        known = next;
        FlvTag placed = timeline.place(repair.apply(single));
        tags.add(placed);
        bytes += placed.encodedLength();
    }

    /** The clip's own end is none of the stream's. */
    private static boolean endsSequence(FlvTag tag) {
        return switch (tag.type()) {
            case VIDEO -> VideoHeader.parse(tag.body()).kind() == BodyKind.END_OF_SEQUENCE;
            case AUDIO -> AudioHeader.parse(tag.body()).kind() == BodyKind.END_OF_SEQUENCE;
            case SCRIPT -> false;
        };
    }

    @Nullable
    FlvTag peek() {
        return tags.peek();
    }

    @Nullable
    FlvTag poll() {
        FlvTag tag = tags.poll();
        if (tag != null) {
            bytes -= tag.encodedLength();
        }
        return tag;
    }

    /** Bytes of the tags that wait. */
    long bytes() {
        return bytes;
    }

    StreamPrelude known() {
        return known;
    }

    long resyncs() {
        return reader.resyncs();
    }
}
