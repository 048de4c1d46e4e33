package org.bittube.gateway.mp4;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The samples of all tracks in the order in which they are decoded, the earliest at 0. */
final class Interleaving {
    private final List<TrackSteps> tracks = new ArrayList<>();

    /** @param timelines the one that goes first where two samples have one time comes first */
    Interleaving(List<Timeline> timelines, Window file) throws IOException {
        long origin = timelines.stream().mapToLong(Timeline::firstMillis).min().orElse(0);
        for (Timeline timeline : timelines) {
            tracks.add(new TrackSteps(timeline, origin, file));
        }
    }

    /** The next sample, or null behind the last one. */
    @Nullable
    Step next() throws IOException {
        TrackSteps earliest = null;
        Step first = null;
        for (TrackSteps track : tracks) {
            Step step = track.peek();
            if (step != null && (first == null || step.millis() < first.millis())) {
                first = step;
                earliest = track;
            }
        }
        if (earliest != null) {
            earliest.advance();
        }
        return first;
    }
}
