package org.bittube.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.bittube.gateway.flv.Tags;
import org.junit.jupiter.api.Test;

class KeyframeGateTest {
    private final KeyframeGate gate = new KeyframeGate();

    @Test
    void standsOpenUntilClosed() {
        assertThat(gate.lets(Tags.inter(0))).isTrue();
        assertThat(gate.lets(Tags.audio(0))).isTrue();
    }

    @Test
    void onceClosedLetsHeadersThroughAndFramesFromAKeyframeOn() {
        gate.lets(Tags.keyframe(0));
        gate.close();
        assertThat(gate.lets(Tags.metadata(0))).isTrue();
        assertThat(gate.lets(Tags.videoHeader(0, 1))).isTrue();
        assertThat(gate.lets(Tags.audioHeader(0))).isTrue();
        assertThat(gate.lets(Tags.audio(0))).isFalse();
        assertThat(gate.lets(Tags.inter(0))).isFalse();
        assertThat(gate.lets(Tags.keyframe(40))).isTrue();
        assertThat(gate.lets(Tags.inter(80))).isTrue();
        assertThat(gate.lets(Tags.audio(80))).isTrue();
    }

    @Test
    void aStreamWithoutVideoGoesOnAtOnce() {
        gate.lets(Tags.audio(0));
        gate.close();
        assertThat(gate.lets(Tags.audio(23))).isTrue();
    }

    @Test
    void aStreamWhoseVideoNeverComesBackGoesOnWithSoundAfterAWhile() {
        gate.lets(Tags.keyframe(0));
        gate.close();
        assertThat(gate.lets(Tags.audio(1_000))).isFalse();
        assertThat(gate.lets(Tags.audio(1_000 + KeyframeGate.AUDIO_ONLY_MILLIS)))
                .isFalse();
        assertThat(gate.lets(Tags.audio(1_001 + KeyframeGate.AUDIO_ONLY_MILLIS)))
                .isTrue();
    }
}
