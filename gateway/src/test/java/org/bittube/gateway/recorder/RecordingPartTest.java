package org.bittube.gateway.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.TagType;
import org.bittube.gateway.flv.Tags;
import org.bittube.gateway.stream.StreamPrelude;
import org.junit.jupiter.api.Test;

class RecordingPartTest {
    private static final StreamPrelude BOTH =
            new StreamPrelude(Tags.metadata(0), Tags.videoHeader(0, 1), Tags.audioHeader(0));
    private static final StreamPrelude SOUND = new StreamPrelude(null, null, Tags.audioHeader(0));

    @Test
    void beginsWithHeadersAndCountsTimeFromItsFirstFrame() {
        RecordingPart part = part(BOTH, 10_000);
        assertThat(part.begin()).containsExactly(Tags.videoHeader(0, 1), Tags.audioHeader(0));
        assertThat(part.startMillis()).isEqualTo(10_000);
        assertThat(part.take(Tags.keyframe(10_000)))
                .isEqualTo(Tags.keyframe(10_000).withTimestamp(0));
        assertThat(part.take(Tags.audio(9_990))).isEqualTo(Tags.audio(9_990).withTimestamp(0));
        assertThat(part.take(Tags.inter(10_040))).isEqualTo(Tags.inter(10_040).withTimestamp(40));
    }

    @Test
    void neitherMetadataNorRepeatedHeadersGoIntoTheMiddle() {
        RecordingPart part = part(BOTH, 0);
        assertThat(part.take(Tags.metadata(40))).isNull();
        assertThat(part.take(Tags.videoHeader(40, 1))).isNull();
        assertThat(part.take(Tags.audioHeader(40))).isNull();
        FlvTag cue = new FlvTag(TagType.SCRIPT, 50, Buffer.buffer(new byte[] {2, 0, 1, 'x'}));
        assertThat(part.take(cue)).isEqualTo(cue);
        assertThat(part.endsBefore(Tags.keyframe(80), BOTH)).isFalse();
    }

    @Test
    void endOfASequenceIsLeftOutForMoreMayCome() {
        assertThat(part(BOTH, 0).take(Tags.video(40, 0x17, 2, 9))).isNull();
    }

    @Test
    void trackThatComesLaterIsTakenIn() {
        RecordingPart part = part(new StreamPrelude(null, Tags.videoHeader(0, 1), null), 0);
        assertThat(part.take(Tags.audioHeader(20))).isEqualTo(Tags.audioHeader(20));
        assertThat(part.take(Tags.audio(20))).isEqualTo(Tags.audio(20));
        assertThat(part.endsBefore(Tags.keyframe(40), BOTH)).isFalse();
    }

    @Test
    void withAnotherHeaderTheNextFileBeginsAtTheNextKeyframe() {
        RecordingPart part = part(BOTH, 0);
        assertThat(part.take(Tags.videoHeader(40, 2))).isNull();
        assertThat(part.take(Tags.inter(40))).isNull();
        assertThat(part.take(Tags.audio(40))).isNotNull();
        assertThat(part.endsBefore(Tags.inter(40), BOTH)).isFalse();
        assertThat(part.endsBefore(Tags.audio(40), BOTH)).isFalse();
        assertThat(part.endsBefore(Tags.keyframe(80), BOTH)).isTrue();
    }

    @Test
    void endsAtTheFirstKeyframeThatIsLateEnough() {
        RecordingPart part = part(BOTH, 500);
        assertThat(part.endsBefore(Tags.keyframe(1_499), BOTH)).isFalse();
        assertThat(part.endsBefore(Tags.inter(1_500), BOTH)).isFalse();
        assertThat(part.endsBefore(Tags.keyframe(1_500), BOTH)).isTrue();
    }

    @Test
    void endsAtTheFirstKeyframeThatDoesNotFit() {
        FlvTag key = Tags.keyframe(0);
        long limit = RecordingHead.BYTES + 3L * key.encodedLength();
        RecordingPart part = new RecordingPart(new StreamPrelude(null, null, null), key, 1_000_000, limit);
        for (int i = 0; i < 3; i++) {
            assertThat(part.endsBefore(Tags.keyframe(i), BOTH)).isFalse();
            part.take(Tags.keyframe(i));
        }
        assertThat(part.endsBefore(Tags.inter(40), BOTH)).isFalse();
        assertThat(part.endsBefore(Tags.keyframe(40), BOTH)).isTrue();
    }

    @Test
    void soundAloneCanBeginAndEndAnywhere() {
        assertThat(RecordingPart.canBegin(Tags.audio(5), SOUND)).isTrue();
        assertThat(RecordingPart.canBegin(Tags.audioHeader(5), SOUND)).isFalse();
        assertThat(RecordingPart.canBegin(Tags.audio(5), BOTH)).isFalse();
        assertThat(RecordingPart.canBegin(Tags.inter(5), BOTH)).isFalse();
        assertThat(RecordingPart.canBegin(Tags.keyframe(5), BOTH)).isTrue();
        RecordingPart part = part(SOUND, 0);
        assertThat(part.endsBefore(Tags.audio(999), SOUND)).isFalse();
        assertThat(part.endsBefore(Tags.audio(1_000), SOUND)).isTrue();
    }

    private static RecordingPart part(StreamPrelude prelude, long startMillis) {
        return new RecordingPart(prelude, Tags.keyframe(startMillis), 1_000, Long.MAX_VALUE);
    }
}
