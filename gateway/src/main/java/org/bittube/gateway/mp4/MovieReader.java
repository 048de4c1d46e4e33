package org.bittube.gateway.mp4;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.bittube.gateway.flv.TagType;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code moov} (ISO/IEC 14496-12 §8.2), wherever in the file it stands. Of several tracks of a kind the first that is enabled and can
 * be turned into FLV is taken; subtitles, chapters and time codes are left out.
 */
final class MovieReader {
    private static final int MAX_TRACKS = 256;

    private final Window window;
    private final Map<Long, FragmentDefaults> fragments = new HashMap<>();
    private final Choice video = new Choice();
    private final Choice audio = new Choice();

    MovieReader(Window window) {
        this.window = window;
    }

    /** @throws Mp4Exception when there is nothing in it that can be turned into FLV */
    Movie read() throws IOException {
        Box moov = findMoov();
        if (Boxes.find(moov, "cmov", window) != null) {
            throw Mp4Exception.unsupported("has a compressed index, as old QuickTime writes it", moov.start());
        }
        long timescale = TrackReader.timescale(Boxes.require(moov, "mvhd", window), window);
        Box mvex = Boxes.find(moov, "mvex", window);
        if (mvex != null) {
            readFragmentDefaults(mvex);
        }
        TrackReader reader = new TrackReader(window, timescale, fragments);
        Boxes boxes = Boxes.in(moov, 0, window);
        int tracks = 0;
        for (Box box = boxes.next(); box != null; box = boxes.next()) {
            if (box.is("trak")) {
                if (++tracks > MAX_TRACKS) {
                    throw moov.damaged("has more than " + MAX_TRACKS + " tracks");
                }
                consider(reader, box);
            }
        }
        Movie movie = new Movie(video.take(), audio.take());
        if (movie.video() == null && movie.audio() == null) {
            throw Mp4Exception.unsupported("has neither pictures nor sound", moov.start());
        }
        return movie;
    }

    private Box findMoov() throws IOException {
        if (window.size() < Mp4ToFlv.RECOGNISED_BYTES || !FirstBox.isKnown(window.i32(4))) {
            throw Mp4Exception.damaged("is no MP4", 0);
        }
        Boxes boxes = Boxes.ofFile(window);
        for (Box box = boxes.next(); box != null; box = boxes.next()) {
            if (box.is("moov")) {
                return box;
            }
        }
        throw Mp4Exception.damaged("is cut off: its index ('moov') is missing", window.size());
    }

    private void consider(TrackReader reader, Box trak) throws IOException {
        TagType type = reader.type(trak);
        if (type == null) {
            return;
        }
        Choice choice = type == TagType.VIDEO ? video : audio;
        try {
            choice.offer(reader.read(trak, type));
        } catch (Mp4Exception e) {
            if (e.reason() != Mp4Exception.Reason.UNSUPPORTED) {
                throw e;
            }
            choice.refuse(e);
        }
    }

    private void readFragmentDefaults(Box mvex) throws IOException {
        Boxes boxes = Boxes.in(mvex, 0, window);
        for (Box box = boxes.next(); box != null; box = boxes.next()) {
            if (box.is("trex")) {
                long body = box.atLeast(24).body();
                if (fragments.size() == MAX_TRACKS) {
                    throw mvex.damaged("has more than " + MAX_TRACKS + " tracks");
                }
                fragments.put(
                        window.u32(body + 4),
                        new FragmentDefaults(
                                (int) Math.min(window.u32(body + 8), Integer.MAX_VALUE),
                                window.u32(body + 12),
                                window.u32(body + 16),
                                window.i32(body + 20)));
            }
        }
    }

    /** The track of one kind that is taken, or why none was. */
    private static final class Choice {
        private @Nullable Track track;
        private @Nullable Mp4Exception refusal;

        void offer(Track offered) {
            if (track == null || (offered.enabled() && !track.enabled())) {
                track = offered;
            }
        }

        void refuse(Mp4Exception why) {
            if (refusal == null) {
                refusal = why;
            }
        }

        /** @throws Mp4Exception when there were tracks of the kind, and all were refused */
        @Nullable
        Track take() {
            if (track == null && refusal != null) {
                throw refusal;
            }
            return track;
        }
    }
}
