package org.bittube.gateway.mp4;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.bittube.gateway.flv.TagType;
import org.jspecify.annotations.Nullable;

/** Reads {@code trak} (ISO/IEC 14496-12 §8.3.1). */
final class TrackReader {
    private static final int VIDEO_HANDLER = Box.type("vide");
    private static final int AUDIO_HANDLER = Box.type("soun");
    private static final int ENABLED = 1;
    private static final int MATRIX_BYTES = 36;

    private final Window window;
    private final long movieTimescale;
    private final Map<Long, FragmentDefaults> fragments;

    /** @param fragments the defaults for samples in fragments, by track */
    TrackReader(Window window, long movieTimescale, Map<Long, FragmentDefaults> fragments) {
        this.window = window;
        this.movieTimescale = movieTimescale;
        this.fragments = fragments;
    }

    /** Units a second in {@code mvhd} or {@code mdhd}, which say it at the same place. */
    static long timescale(Box header, Window window) throws IOException {
        boolean wide = window.u8(header.atLeast(4).body()) == 1;
        long timescale = window.u32(header.atLeast(wide ? 24 : 16).body() + (wide ? 20 : 12));
        if (timescale == 0) {
            throw header.damaged("has 0 units a second");
        }
        return timescale;
    }

    /** Whether a track is pictures or sound; null: neither. */
    @Nullable
    TagType type(Box trak) throws IOException {
        Box hdlr = Boxes.require(Boxes.require(trak, "mdia", window), "hdlr", window);
        int handler = window.i32(hdlr.atLeast(12).body() + 8);
        if (handler == VIDEO_HANDLER) {
            return TagType.VIDEO;
        }
        return handler == AUDIO_HANDLER ? TagType.AUDIO : null;
    }

    /** @throws Mp4Exception when it cannot be turned into FLV */
    Track read(Box trak, TagType type) throws IOException {
        Box mdia = Boxes.require(trak, "mdia", window);
        long timescale = timescale(Boxes.require(mdia, "mdhd", window), window);
        Box minf = Boxes.require(mdia, "minf", window);
        Box stbl = Boxes.require(minf, "stbl", window);
        List<SampleDescription> descriptions = new DescriptionReader(window).read(minf, stbl, type);
        Box tkhd = Boxes.require(trak, "tkhd", window);
        boolean wide = window.u8(tkhd.atLeast(4).body()) == 1;
        long id = window.u32(tkhd.atLeast(wide ? 88 : 76).body() + (wide ? 20 : 12));
        if (type == TagType.VIDEO) {
            checkUpright(tkhd, tkhd.body() + (wide ? 52 : 40));
        }
        return new Track(
                id,
                type,
                (window.u24(tkhd.body()) & ENABLED) != 0,
                timescale,
                EditList.read(trak, movieTimescale, timescale, window),
                descriptions,
                TableBoxes.of(stbl, window),
                fragments.get(id));
    }

    /** FLV has no way to say that a picture is to be turned, and a player would show it on its side. */
    private void checkUpright(Box tkhd, long matrix) throws IOException {
        tkhd.atLeast(matrix + MATRIX_BYTES - tkhd.body());
        boolean turned = window.i32(matrix) < 0
                || window.i32(matrix + 4) != 0
                || window.i32(matrix + 12) != 0
                || window.i32(matrix + 16) < 0;
        if (turned) {
            throw Mp4Exception.unsupported(
                    "has a picture that is to be turned or mirrored, which FLV cannot say; turn it with a video editor first",
                    matrix);
        }
    }
}
