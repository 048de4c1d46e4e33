package org.bittube.gateway.stream;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.bittube.gateway.flv.FlvTag;
import org.jspecify.annotations.Nullable;

/**
 * What a decoder needs before the first frame, as far as the stream has it; all with timestamp 0.
 *
 * @param metadata the newest onMetaData
 * @param video the newest video sequence header
 * @param audio the newest audio sequence header
 */
public record StreamPrelude(
        @Nullable FlvTag metadata,
        @Nullable FlvTag video,
        @Nullable FlvTag audio) {
    /** Before the first tag. */
    public static final StreamPrelude EMPTY = new StreamPrelude(null, null, null);

    /** The tags that are there, in the order in which a decoder wants them. */
    public List<FlvTag> tags() {
        return Stream.of(metadata, video, audio).filter(Objects::nonNull).toList();
    }

    /** This prelude after the tag; the same object when the tag is none of the three or repeats what is known. */
    public StreamPrelude after(FlvTag tag) {
        return switch (tag.type()) {
            case SCRIPT ->
                tag.isMetadata() && isNew(metadata, tag) ? new StreamPrelude(tag.withTimestamp(0), video, audio) : this;
            case VIDEO ->
                tag.isSequenceHeader() && isNew(video, tag)
                        ? new StreamPrelude(metadata, tag.withTimestamp(0), audio)
                        : this;
            case AUDIO ->
                tag.isSequenceHeader() && isNew(audio, tag)
                        ? new StreamPrelude(metadata, video, tag.withTimestamp(0))
                        : this;
        };
    }

    private static boolean isNew(@Nullable FlvTag known, FlvTag tag) {
        return known == null || !known.body().equals(tag.body());
    }
}
