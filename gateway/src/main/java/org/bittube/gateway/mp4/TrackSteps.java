package org.bittube.gateway.mp4;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The samples of one track with their times in FLV; gaps are passed over. */
final class TrackSteps {
    /** Where FLV's 31 bits without a sign end. */
    private static final long MAX_MILLIS = Integer.MAX_VALUE;
    /** Where the 24 bits of a composition time end. */
    private static final long MAX_COMPOSITION_MILLIS = 0x7FFFFF;

    private final Timeline timeline;
    private final long originMillis;
    private final SampleCursor samples;
    private SampleDescription description;
    private long lastMillis;
    private @Nullable Step waiting;

    /** @param originMillis the time that is 0 in FLV */
    TrackSteps(Timeline timeline, long originMillis, Window file) throws IOException {
        this.timeline = timeline;
        this.originMillis = originMillis;
        this.samples = timeline.track().samples(file);
        this.description = timeline.firstDescription();
        for (long i = 0; i < timeline.skipped(); i++) {
            samples.next();
        }
        waiting = read();
    }

    /** The next sample, which stays the next one; null behind the last. */
    @Nullable
    Step peek() {
        return waiting;
    }

    void advance() throws IOException {
        waiting = read();
    }

    private @Nullable Step read() throws IOException {
        Sample sample = samples.next();
        while (sample != null && sample.size() == 0) {
            sample = samples.next();
        }
        return sample == null ? null : step(sample);
    }

    private Step step(Sample sample) {
        // Fragments may overlap by a rounding error; tags never go back.
        long millis = Math.max(lastMillis, timeline.decodeMillis(sample.time()) - originMillis);
        lastMillis = millis;
        long end = Math.max(millis, timeline.endMillis(sample.time()) - originMillis);
        if (end > MAX_MILLIS) {
            throw Mp4Exception.unsupported("is longer than the 24 days that times in FLV can say", sample.offset());
        }
        long composition = timeline.compositionMillis(sample.time()) - originMillis - millis;
        if (Math.abs(composition) > MAX_COMPOSITION_MILLIS) {
            throw Mp4Exception.damaged("is damaged: a picture is shown hours after it is decoded", sample.offset());
        }
        SampleDescription needed = timeline.track().description(sample);
        boolean isNew = !needed.equals(description);
        description = needed;
        return new Step(sample, needed, isNew, millis, end, (int) composition);
    }
}
