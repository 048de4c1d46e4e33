package org.bittube.gateway.mp4;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.TagType;
import org.jspecify.annotations.Nullable;

/**
 * Segments of fragmented MP4 with H.264 and AAC, one after the other, become FLV tags: sequence headers with the first one and when they change. Times are
 * those of the segments, from the first one's beginning on. Memory: the initialization and one segment.
 */
public final class Mp4Segments {
    private static final int WINDOW_BYTES = 64 << 10;
    private static final long TIMESTAMPS = 1L << 32;

    private final Buffer initialization;
    private final Movie movie;
    private @Nullable Long origin;
    private long videoReorder;
    private @Nullable SampleDescription video;
    private @Nullable SampleDescription audio;

    /**
     * Reads what stands before all segments.
     *
     * @throws Mp4Exception when it is no MP4, damaged, or of something that is not taken
     */
    public Mp4Segments(Buffer initialization) {
        this.initialization = initialization;
        try {
            movie = new MovieReader(window(initialization)).read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Takes a whole segment; what was handed out before an error stands.
     *
     * @throws Mp4Exception when it is damaged
     */
    public void accept(Buffer segment, Consumer<FlvTag> tags) {
        // Tables and fragments say where their bytes stand in one file.
        Window file = window(initialization.copy().appendBuffer(segment));
        try {
            List<Timeline> timelines = Stream.of(timeline(movie.video(), file), timeline(movie.audio(), file))
                    .filter(Objects::nonNull)
                    .toList();
            long earliest =
                    timelines.stream().mapToLong(Timeline::firstMillis).min().orElse(0);
            if (origin == null) {
                origin = earliest;
            }
            long behind = earliest - origin;
            for (Timeline timeline : timelines) {
                header(timeline.firstDescription(), Math.floorMod(behind, TIMESTAMPS), tags);
            }
            Interleaving steps = new Interleaving(timelines, file);
            for (Step step = steps.next(); step != null; step = steps.next()) {
                long millis = Math.floorMod(behind + step.millis(), TIMESTAMPS);
                header(step.description(), millis, tags);
                tags.accept(step.frame(millis, file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All segments are decoded as much earlier than they say as the first one has to be. */
    private @Nullable Timeline timeline(@Nullable Track track, Window file) throws IOException {
        Timeline own = track == null ? null : Timeline.of(track, file);
        if (own == null || own.track().type() == TagType.AUDIO) {
            return own;
        }
        videoReorder = Math.min(videoReorder, own.reorder());
        return own.reorderedBy(videoReorder);
    }

    /** Hands out what a decoder needs first, unless it has it. */
    private void header(SampleDescription description, long millis, Consumer<FlvTag> tags) {
        boolean picture = description.type() == TagType.VIDEO;
        if (description.equals(picture ? video : audio)) {
            return;
        }
        if (picture) {
            video = description;
        } else {
            audio = description;
        }
        tags.accept(new FlvTag(description.type(), millis, description.sequenceHeader()));
    }

    private static Window window(Buffer bytes) {
        return new Window(new BufferChannel(bytes), bytes.length(), WINDOW_BYTES);
    }
}
