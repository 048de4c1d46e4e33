package org.bittube.gateway.mp4;

import java.io.IOException;
import org.bittube.gateway.flv.TagType;
import org.jspecify.annotations.Nullable;

/**
 * A track, and how its times become those of FLV.
 *
 * @param skipped samples in front that nothing shown needs
 * @param reorder 0 or less, in units of the track: how much earlier than the file says everything is decoded, so that nothing is shown
 *     before it is decoded
 * @param firstMillis when the first sample that is not skipped is decoded; may be negative
 * @param firstDescription what that one needs
 */
record Timeline(Track track, long skipped, long reorder, long firstMillis, SampleDescription firstDescription) {
    /** How much sound before the beginning is kept, in parts of a second: AAC begins with silence, and a decoder needs it. */
    private static final int PREROLL_PARTS = 10;

    /** Looks at every sample of a track; null when it has none. */
    static @Nullable Timeline of(Track track, Window file) throws IOException {
        SampleCursor samples = track.samples(file);
        Sample begin = null;
        long skipped = 0;
        long reorder = 0;
        long index = 0;
        for (Sample sample = samples.next(); sample != null; sample = samples.next()) {
            if (begin == null || mayBegin(track, sample)) {
                begin = sample;
                skipped = index;
            }
            reorder = Math.min(reorder, sample.time().compositionOffset());
            index++;
        }
        if (begin == null) {
            return null;
        }
        long firstMillis = track.millis(begin.time().decode() + reorder);
        return new Timeline(track, skipped, reorder, firstMillis, track.description(begin));
    }

    /** The same, with everything decoded earlier by another span. */
    Timeline reorderedBy(long other) {
        long earlier = track.millis(other) - track.millis(reorder);
        return new Timeline(track, skipped, other, firstMillis + earlier, firstDescription);
    }

    /** Whether all that the edit list shows is decoded when decoding begins here. */
    private static boolean mayBegin(Track track, Sample sample) {
        long shown = track.edit().mediaTime();
        if (track.type() == TagType.VIDEO) {
            return sample.sync() && sample.time().composition() <= shown;
        }
        return sample.time().decode() <= shown - track.timescale() / PREROLL_PARTS;
    }

    /** When a sample is decoded. */
    long decodeMillis(Sample.Time time) {
        return track.millis(time.decode() + reorder);
    }

    /** When the sample behind it is decoded. */
    long endMillis(Sample.Time time) {
        return track.millis(time.end() + reorder);
    }

    /** When a sample is shown. */
    long compositionMillis(Sample.Time time) {
        return track.millis(time.composition());
    }
}
