package org.bittube.gateway.recorder;

import java.util.ArrayList;
import java.util.List;
import org.bittube.gateway.flv.AudioHeader;
import org.bittube.gateway.flv.BodyKind;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.TagType;
import org.bittube.gateway.flv.VideoHeader;
import org.bittube.gateway.stream.StreamPrelude;
import org.jspecify.annotations.Nullable;

/**
 * The part of a stream that goes into one file: which tags, at what time, and where it ends. A file has one set of sequence headers, for
 * a player that begins in its middle reads no others: with other ones the next file begins, at the next keyframe. Pure.
 */
final class RecordingPart {
    private final long splitMillis;
    private final long splitBytes;
    private final long startMillis;
    private StreamPrelude headers;
    private long bytes = RecordingHead.BYTES;
    private boolean videoReplaced;
    private boolean audioReplaced;

    /** @param first the tag that the file begins with, at which {@link #canBegin} */
    RecordingPart(StreamPrelude prelude, FlvTag first, long splitMillis, long splitBytes) {
        this.headers = new StreamPrelude(null, prelude.video(), prelude.audio());
        this.startMillis = first.timestampMillis();
        this.splitMillis = splitMillis;
        this.splitBytes = splitBytes;
    }

    /** Whether a decoder can start at this tag of a stream with that prelude. */
    static boolean canBegin(FlvTag tag, StreamPrelude prelude) {
        return tag.isKeyframe() || (prelude.video() == null && tag.type() == TagType.AUDIO && !tag.isSequenceHeader());
    }

    /** Time since the epoch that is 0 in the file. */
    long startMillis() {
        return startMillis;
    }

    /** The tags in front of the first frame. */
    List<FlvTag> begin() {
        List<FlvTag> tags = new ArrayList<>(headers.tags());
        tags.forEach(this::count);
        return tags;
    }

    /** Whether the next file begins with this tag. */
    boolean endsBefore(FlvTag tag, StreamPrelude prelude) {
        boolean enough = tag.timestampMillis() - startMillis >= splitMillis || bytes + tag.encodedLength() > splitBytes;
        return (enough || videoReplaced || audioReplaced) && canBegin(tag, prelude);
    }

    /** The tag as it goes into the file, or null when it does not. */
    @Nullable
    FlvTag take(FlvTag tag) {
        if (tag.isMetadata() || endsSequence(tag) || isFollowed(tag)) {
            return null;
        }
        if (tag.isSequenceHeader() && !isFirst(tag)) {
            return null;
        }
        FlvTag taken = tag.withTimestamp(Math.max(0, tag.timestampMillis() - startMillis));
        count(taken);
        return taken;
    }

    /** Says that no more comes, where something may come after all: a source that begins anew. */
    private static boolean endsSequence(FlvTag tag) {
        return switch (tag.type()) {
            case VIDEO -> VideoHeader.parse(tag.body()).kind() == BodyKind.END_OF_SEQUENCE;
            case AUDIO -> AudioHeader.parse(tag.body()).kind() == BodyKind.END_OF_SEQUENCE;
            case SCRIPT -> false;
        };
    }

    /** Frames that need a header which this file does not have. */
    private boolean isFollowed(FlvTag tag) {
        return (tag.type() == TagType.VIDEO && videoReplaced) || (tag.type() == TagType.AUDIO && audioReplaced);
    }

    /** Whether this header is the first one of its track in the file; one that says something else is noted. */
    private boolean isFirst(FlvTag header) {
        boolean ofVideo = header.type() == TagType.VIDEO;
        FlvTag known = ofVideo ? headers.video() : headers.audio();
        if (known == null) {
            headers = headers.after(header);
            return true;
        }
        boolean replaced = !known.body().equals(header.body());
        videoReplaced |= replaced && ofVideo;
        audioReplaced |= replaced && !ofVideo;
        return false;
    }

    private void count(FlvTag tag) {
        bytes += tag.encodedLength();
    }
}
