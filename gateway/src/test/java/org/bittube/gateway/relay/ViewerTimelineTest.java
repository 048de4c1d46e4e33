package org.bittube.gateway.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.packet.SampleTags;
import org.bittube.gateway.stream.StreamPrelude;
import org.junit.jupiter.api.Test;

class ViewerTimelineTest {
    private final ViewerTimeline timeline = new ViewerTimeline();
    private final FlvTag video = SampleTags.videoHeader(0, 0);
    private final FlvTag audio = SampleTags.audioHeader(0);
    private final StreamPrelude prelude = new StreamPrelude(null, video, audio);

    @Test
    void joinsAtTheLastKeyframeBehindTheHeaders() {
        List<FlvTag> gop = List.of(SampleTags.keyframe(61_000, 20), SampleTags.audio(61_010, 20));
        assertThat(timeline.start(prelude, gop)).containsExactly(video, audio, gop.get(0), gop.get(1));
        FlvTag next = SampleTags.frame(61_040, 20);
        assertThat(timeline.next(next, prelude)).containsExactly(next);
    }

    @Test
    void waitsForAKeyframeWhenThereIsNoneYet() {
        assertThat(timeline.start(prelude, List.of())).isEmpty();
        assertThat(timeline.next(SampleTags.frame(10, 20), prelude)).isEmpty();
        assertThat(timeline.next(SampleTags.audio(20, 20), prelude)).isEmpty();
        FlvTag keyframe = SampleTags.keyframe(40, 20);
        assertThat(timeline.next(keyframe, prelude)).containsExactly(video, audio, keyframe);
    }

    @Test
    void streamWithoutVideoStartsWithSound() {
        StreamPrelude sound = new StreamPrelude(null, null, audio);
        assertThat(timeline.next(SampleTags.audioHeader(0), sound)).isEmpty();
        FlvTag first = SampleTags.audio(20, 20);
        assertThat(timeline.next(first, sound)).containsExactly(audio, first);
    }

    @Test
    void newEpochGoesOnBehindTheLastOneWithItsOwnHeaders() {
        timeline.start(prelude, List.of(SampleTags.keyframe(61_000, 20)));
        timeline.next(SampleTags.audio(61_020, 20), prelude);
        timeline.newEpoch();
        assertThat(timeline.next(SampleTags.audio(0, 20), prelude)).isEmpty();
        FlvTag otherVideo = SampleTags.videoHeader(0, 1);
        List<FlvTag> tags = timeline.next(SampleTags.keyframe(5, 20), new StreamPrelude(null, otherVideo, audio));
        assertThat(tags)
                .containsExactly(
                        otherVideo.withTimestamp(61_065), audio.withTimestamp(61_065), SampleTags.keyframe(61_065, 20));
        timeline.newEpoch();
        assertThat(timeline.next(SampleTags.keyframe(0, 20), prelude).get(2).timestampMillis())
                .isEqualTo(61_105);
    }

    @Test
    void epochThatBroughtNothingMovesNothing() {
        timeline.newEpoch();
        timeline.newEpoch();
        assertThat(timeline.next(SampleTags.keyframe(0, 20), prelude))
                .containsExactly(video, audio, SampleTags.keyframe(0, 20));
    }
}
