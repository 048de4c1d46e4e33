package org.bittube.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.Tags;
import org.junit.jupiter.api.Test;

class CatchUpTest {
    private final CatchUp catchUp = new CatchUp();

    @Test
    void keepsHeadersAndWhatFollowsTheLastKeyframe() {
        assertThat(after(
                        Tags.metadata(0),
                        Tags.videoHeader(0, 1),
                        Tags.audioHeader(0),
                        Tags.keyframe(0),
                        Tags.inter(40),
                        Tags.videoHeader(60_000, 2),
                        Tags.keyframe(60_000),
                        Tags.audio(60_010),
                        Tags.inter(60_040)))
                .containsExactly(
                        Tags.metadata(60_000),
                        Tags.videoHeader(60_000, 2),
                        Tags.audioHeader(60_000),
                        Tags.keyframe(60_000),
                        Tags.audio(60_010),
                        Tags.inter(60_040));
        assertThat(catchUp.sawFrames()).isTrue();
    }

    @Test
    void aKeyframeTooFarBackIsNoPlaceToStartAt() {
        assertThat(after(Tags.videoHeader(0, 1), Tags.keyframe(0), Tags.inter(10_000), Tags.inter(10_001)))
                .containsExactly(Tags.videoHeader(0, 1));
        assertThat(catchUp.startsWithFrames()).isFalse();
        assertThat(catchUp.sawFrames()).isTrue();
    }

    @Test
    void ofSoundAloneTheLastSecondIsKept() {
        List<FlvTag> tags = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            tags.add(Tags.audio(i * 100L));
        }
        List<FlvTag> kept = after(tags.toArray(new FlvTag[0]));
        assertThat(kept).isSubsetOf(tags).last().isEqualTo(Tags.audio(9_900));
        assertThat(kept.size()).isBetween(1, 11);
    }

    @Test
    void soundInFrontOfTheFirstPictureIsNotKept() {
        assertThat(after(Tags.audio(0), Tags.keyframe(10), Tags.audio(20)))
                .containsExactly(Tags.keyframe(10), Tags.audio(20));
    }

    @Test
    void nothingGivesNothing() {
        assertThat(after()).isEmpty();
        assertThat(catchUp.sawFrames()).isFalse();
    }

    private List<FlvTag> after(FlvTag... tags) {
        for (FlvTag tag : tags) {
            catchUp.accept(tag);
        }
        boolean frames = catchUp.startsWithFrames();
        List<FlvTag> out = new ArrayList<>();
        catchUp.deliver(out::add);
        assertThat(out.stream().anyMatch(tag -> !tag.isSequenceHeader() && !tag.isMetadata()))
                .isEqualTo(frames);
        return out;
    }
}
