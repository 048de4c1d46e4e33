package org.bittube.gateway.mp4;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The samples of one track in the fragments of a file (ISO/IEC 14496-12 §8.8.4 to §8.8.8). */
final class FragmentSamples implements SampleCursor {
    private static final int WINDOW_BYTES = 4 << 10;

    private final long trackId;
    private final FragmentDefaults usual;
    private final Window window;
    private final SampleLimits limits;

    private final Boxes boxes;
    private @Nullable Boxes parts;
    private @Nullable Boxes runs;
    private @Nullable FragmentRun run;

    private FragmentDefaults defaults;
    private long fragmentStart;
    private long base;
    private long dataEnd;
    private long decodeTime;

    FragmentSamples(long trackId, FragmentDefaults usual, Window file) {
        this.trackId = trackId;
        this.usual = usual;
        this.defaults = usual;
        this.window = file.another(WINDOW_BYTES);
        this.limits = new SampleLimits(file.size());
        this.boxes = Boxes.ofFile(window);
    }

    @Override
    public @Nullable Sample next() throws IOException {
        FragmentRun current = run;
        while (current == null || !current.hasNext()) {
            if (current != null) {
                dataEnd = current.skipToEnd();
            }
            current = nextRun();
            run = current;
            if (current == null) {
                return null;
            }
        }
        Sample sample = current.next(decodeTime, limits);
        decodeTime = sample.time().end();
        return sample;
    }

    /** The next run of this track, in this fragment or a later one; null behind the last. */
    private @Nullable FragmentRun nextRun() throws IOException {
        while (true) {
            Box box = runs == null ? null : runs.next();
            if (box == null) {
                runs = nextPart();
                if (runs == null) {
                    return null;
                }
            } else if (box.is("trun")) {
                return new FragmentRun(box, defaults, base, dataEnd, window);
            }
        }
    }

    /** The boxes of the next part of a fragment that is about this track; null when there is none. */
    private @Nullable Boxes nextPart() throws IOException {
        while (true) {
            Box part = parts == null ? null : parts.next();
            if (part == null) {
                parts = nextFragment();
                if (parts == null) {
                    return null;
                }
            } else if (part.is("traf")) {
                FragmentHeader header = FragmentHeader.read(part, usual, window);
                Long given = header.base();
                base = given != null ? given : header.fromFragment() ? fragmentStart : dataEnd;
                dataEnd = base;
                if (header.trackId() == trackId) {
                    defaults = header.defaults();
                    Long time = header.decodeTime();
                    decodeTime = time == null ? decodeTime : time;
                    return Boxes.in(part, 0, window);
                }
                if (!header.fromFragment()) {
                    passOver(part, header);
                }
            }
        }
    }

    /** Another track's part: the next one may count from the end of its bytes. */
    private void passOver(Box part, FragmentHeader header) throws IOException {
        Boxes inside = Boxes.in(part, 0, window);
        for (Box box = inside.next(); box != null; box = inside.next()) {
            if (box.is("trun")) {
                dataEnd = new FragmentRun(box, header.defaults(), base, dataEnd, window).skipToEnd();
            }
        }
    }

    private @Nullable Boxes nextFragment() throws IOException {
        for (Box box = boxes.next(); box != null; box = boxes.next()) {
            if (box.is("moof")) {
                fragmentStart = box.start();
                dataEnd = fragmentStart;
                return Boxes.in(box, 0, window);
            }
        }
        return null;
    }
}
