package org.bittube.gateway.object;

import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * What a player needs of an FLV file before it has any piece.
 *
 * @param durationMillis 0 … 2³²−1
 * @param prelude the FLV header with PreviousTagSize0, then the sequence headers, with timestamp 0
 * @param points at least one, at most {@link SeekTable#MOST_POINTS}, with times that never go back and offsets that rise
 */
public record Playback(long durationMillis, Buffer prelude, List<SeekPoint> points) {
    public static final int MOST_PRELUDE_BYTES = 8_192;

    private static final int LEAST_PRELUDE_BYTES = 13;
    private static final byte[] HEADER = {'F', 'L', 'V', 1};

    public Playback {
        points = List.copyOf(points);
        require(durationMillis >= 0 && durationMillis <= SeekPoint.MOST_MILLIS, "duration out of range");
        require(
                prelude.length() >= LEAST_PRELUDE_BYTES && prelude.length() <= MOST_PRELUDE_BYTES,
                "prelude of " + prelude.length() + " bytes");
        for (int i = 0; i < HEADER.length; i++) {
            require(prelude.getByte(i) == HEADER[i], "prelude that is no FLV");
        }
        require(!points.isEmpty() && points.size() <= SeekTable.MOST_POINTS, points.size() + " seek points");
    }

    /** The same with at most so many seek points. */
    Playback thinned(int most) {
        return new Playback(durationMillis, prelude, SeekTable.thinned(points, most));
    }

    private static void require(boolean fits, String otherwise) {
        if (!fits) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
