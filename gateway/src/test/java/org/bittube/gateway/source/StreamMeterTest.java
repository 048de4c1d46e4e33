package org.bittube.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.Tags;
import org.junit.jupiter.api.Test;

class StreamMeterTest {
    private final List<StreamFigures> told = new ArrayList<>();
    private final StreamMeter meter = new StreamMeter(told::add);

    @Test
    void framesBitsAndKeyframesOverSomeSeconds() {
        for (int i = 0; i <= 250; i++) {
            meter.tag(i % 50 == 0 ? Tags.keyframe(i * 40L) : Tags.inter(i * 40L));
        }
        StreamFigures last = told.get(told.size() - 1);
        assertThat(last.framesPerSecond()).isEqualTo(25);
        // Of 50 pictures one has 40 bytes and 49 have 20; each tag has 15 beside.
        assertThat(last.bitsPerSecond()).isEqualTo((40 + 49 * 20 + 50 * 15) * 8 / 2);
        assertThat(last.keyframeMillis()).isEqualTo(2_000);
        assertThat(last.width()).isZero();
    }

    @Test
    void theResolutionStandsInTheSequenceHeader() {
        for (FlvTag tag : Tags.of("h264-aac.flv")) {
            meter.tag(tag);
        }
        assertThat(told.get(0).width()).isEqualTo(128);
        assertThat(told.get(0).height()).isEqualTo(72);
    }
}
