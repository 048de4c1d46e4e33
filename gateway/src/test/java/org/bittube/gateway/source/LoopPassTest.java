package org.bittube.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.TagType;
import org.bittube.gateway.flv.Tags;
import org.bittube.gateway.flv.VideoHeader;
import org.bittube.gateway.stream.StreamPrelude;
import org.junit.jupiter.api.Test;

class LoopPassTest {
    private final LoopTimeline timeline = new LoopTimeline();
    private final List<RepairKind> repairs = new ArrayList<>();
    private StreamPrelude known = StreamPrelude.EMPTY;

    @Test
    void theSecondPassFollowsTheFirstWithoutAGapAndWithoutHeaders() {
        Buffer clip = Tags.file(
                List.of(Tags.metadata(0), Tags.videoHeader(0, 1), Tags.keyframe(0), Tags.inter(40), Tags.inter(80)));
        assertThat(times(pass(clip))).containsExactly(0L, 0L, 0L, 40L, 80L);
        assertThat(times(pass(clip))).containsExactly(120L, 160L, 200L);
    }

    @Test
    void theLongerOfSoundAndPictureMakesThePass() {
        Buffer clip = Tags.file(List.of(
                Tags.keyframe(0), Tags.audio(0), Tags.inter(40), Tags.audio(30), Tags.audio(60), Tags.audio(90)));
        pass(clip);
        assertThat(times(pass(clip)).get(0)).isEqualTo(120);
    }

    @Test
    void aPassBeginsAtAKeyframeAndLeavesTheClipsEndOut() {
        List<FlvTag> first = pass(Tags.bytes("h264-aac.flv"));
        assertThat(first).hasSize(Tags.of("h264-aac.flv").size() - 1);
        List<FlvTag> second = pass(Tags.bytes("h264-aac.flv"));
        assertThat(second.get(0).isKeyframe()).isTrue();
        assertThat(second).noneMatch(FlvTag::isSequenceHeader).hasSize(first.size() - 3);
        assertThat(second)
                .filteredOn(tag -> tag.type() == TagType.VIDEO)
                .allMatch(tag -> VideoHeader.parse(tag.body()).kind().name().equals("FRAMES"));
    }

    @Test
    void thousandsOfPassesKeepExactlyTheSameLength() {
        Buffer clip = Tags.bytes("h264-aac.flv");
        long firstStart = 0;
        long length = 0;
        for (int i = 0; i < 2_000; i++) {
            List<FlvTag> tags = pass(clip);
            long start = tags.stream()
                    .filter(FlvTag::isKeyframe)
                    .findFirst()
                    .orElseThrow()
                    .timestampMillis();
            if (i == 1) {
                length = start - firstStart;
                assertThat(length).isBetween(2_000L, 2_150L);
            }
            assertThat(start).isEqualTo(i * length);
        }
    }

    @Test
    void aClipOfOnePictureIsNoBusyLoop() {
        Buffer clip = Tags.file(List.of(Tags.keyframe(0)));
        pass(clip);
        assertThat(times(pass(clip))).containsExactly(100L);
    }

    private List<FlvTag> pass(Buffer clip) {
        LoopPass pass = new LoopPass(timeline, known, repairs::add);
        pass.accept(clip);
        List<FlvTag> tags = new ArrayList<>();
        for (FlvTag tag = pass.poll(); tag != null; tag = pass.poll()) {
            tags.add(tag);
        }
        assertThat(pass.bytes()).isZero();
        assertThat(timeline.hasFrames()).isTrue();
        known = pass.known();
        timeline.nextPass();
        return tags;
    }

    private static List<Long> times(List<FlvTag> tags) {
        return tags.stream().map(FlvTag::timestampMillis).toList();
    }
}
