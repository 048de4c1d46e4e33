package org.bittube.gateway.mp4;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.TagType;
import org.jspecify.annotations.Nullable;

/**
 * Turns an MP4 or MOV file with H.264 and AAC into FLV, without decoding anything: the index at the beginning, at the end or in fragments;
 * samples in the order in which they are decoded; edit lists as far as they say where a track begins.
 *
 * <p>The tables are walked through three times, the media once. Memory: a few hundred KiB, and one sample.
 */
public final class Mp4ToFlv {
    /** How many of a file's first bytes {@link #recognises} looks at. */
    public static final int RECOGNISED_BYTES = 8;

    private static final int HEADER_WINDOW_BYTES = 4 << 10;
    private static final int MEDIA_WINDOW_BYTES = 128 << 10;

    private final Window file;
    private final Window videoBytes;
    private final Window audioBytes;

    private Mp4ToFlv(Window file) {
        this.file = file;
        videoBytes = file.another(MEDIA_WINDOW_BYTES);
        audioBytes = file.another(MEDIA_WINDOW_BYTES);
    }

    /** Whether a file that begins with these bytes is meant to be MP4 or MOV; with fewer than {@link #RECOGNISED_BYTES} it is not. */
    public static boolean recognises(byte[] firstBytes) {
        return firstBytes.length >= RECOGNISED_BYTES
                && FirstBox.isKnown(ByteBuffer.wrap(firstBytes).getInt(4));
    }

    /**
     * Writes an FLV file: onMetaData with the keyframes, sequence headers, frames.
     *
     * @param in a file that does not change; its position is moved, and it stays open
     * @param out stays open; blocking. After an error what was written is of no use
     * @throws Mp4Exception when the file is no MP4, damaged, or of something that is not taken
     * @throws IOException when reading or writing fails
     */
    public static void remux(SeekableByteChannel in, WritableByteChannel out) throws IOException {
        new Mp4ToFlv(new Window(in, in.size(), HEADER_WINDOW_BYTES)).run(out);
    }

    private void run(WritableByteChannel channel) throws IOException {
        Movie movie = new MovieReader(file).read();
        Timeline video = timeline(movie.video());
        Timeline audio = timeline(movie.audio());
        List<Timeline> timelines =
                Stream.of(video, audio).filter(Objects::nonNull).toList();
        if (timelines.isEmpty()) {
            throw Mp4Exception.unsupported("has neither pictures nor sound", 0);
        }
        List<FlvTag> headers = timelines.stream()
                .map(Timeline::firstDescription)
                .map(first -> new FlvTag(first.type(), 0, first.sequenceHeader()))
                .toList();
        int headerBytes = headers.stream().mapToInt(FlvTag::encodedLength).sum();
        Outline outline = Outline.of(new Interleaving(timelines, file));
        FlvOutput out = new FlvOutput(channel, audio != null, video != null);
        out.write(new MetadataTag(outline, video, audio, headerBytes).tag());
        for (FlvTag header : headers) {
            out.write(header);
        }
        Interleaving steps = new Interleaving(timelines, file);
        for (Step step = steps.next(); step != null; step = steps.next()) {
            if (step.newDescription()) {
                out.write(step.sequenceHeader());
            }
            Window bytes = step.description().type() == TagType.VIDEO ? videoBytes : audioBytes;
            out.write(step.frame(step.millis(), bytes));
        }
        out.flush();
    }

    private @Nullable Timeline timeline(@Nullable Track track) throws IOException {
        return track == null ? null : Timeline.of(track, file);
    }
}
