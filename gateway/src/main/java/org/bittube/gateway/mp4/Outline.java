package org.bittube.gateway.mp4;

import java.io.IOException;
import java.util.List;
import org.bittube.gateway.flv.FlvIndex;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.KeyframeMarks;

/**
 * What is known of an FLV file before it is written.
 *
 * @param bytes of the tags of its samples, and of the sequence headers between them
 * @param durationMillis when its last sample ends
 * @param keyframes at which a player can start, with offsets from the first sample's tag on; thinned
 */
record Outline(long bytes, long durationMillis, List<FlvIndex.Keyframe> keyframes) {
    /** What metadata may tell: 18 bytes each, and a player reads all of them before the first picture. */
    private static final int MAX_KEYFRAMES = 1_024;

    static Outline of(Interleaving steps) throws IOException {
        long bytes = 0;
        long duration = 0;
        KeyframeMarks keyframes = new KeyframeMarks(MAX_KEYFRAMES);
        for (Step step = steps.next(); step != null; step = steps.next()) {
            if (step.newDescription()) {
                FlvTag header = step.sequenceHeader();
                bytes += header.encodedLength();
            }
            if (step.isKeyframe()) {
                keyframes.add(step.millis(), bytes);
            }
            bytes += step.encodedLength();
            duration = Math.max(duration, step.endMillis());
        }
        return new Outline(bytes, duration, keyframes.all());
    }
}
