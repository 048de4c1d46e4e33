package org.bittube.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.TagType;
import org.bittube.gateway.flv.Tags;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampRepairTest {
    private final TimestampRepair repair = new TimestampRepair();

    @ParameterizedTest
    @FieldSource("org.bittube.gateway.flv.Tags#FIXTURES")
    void aGoodStreamPassesUntouched(String fixture) {
        for (FlvTag tag : Tags.of(fixture)) {
            assertThat(repair.apply(tag)).isSameAs(tag);
        }
        assertThat(repair.repairs()).isZero();
    }

    @Test
    void theFirstTagIsAtZeroAndTheRestKeepsItsDistance() {
        assertThat(times(Tags.keyframe(5_000), Tags.audio(5_010), Tags.inter(5_040)))
                .containsExactly(0L, 10L, 40L);
        assertThat(repair.repairs()).isZero();
    }

    @Test
    void headersStampedZeroInFrontOfAStreamThatRunsForHoursAreNoJump() {
        assertThat(times(
                        Tags.metadata(0),
                        Tags.videoHeader(0, 1),
                        Tags.audioHeader(0),
                        Tags.keyframe(7_200_000),
                        Tags.audio(7_199_990),
                        Tags.inter(7_200_040)))
                .containsExactly(0L, 0L, 0L, 0L, 0L, 40L);
        assertThat(repair.repairs()).isZero();
    }

    @Test
    void headersStampedNowInFrontOfOlderFramesAreNoJump() {
        assertThat(times(Tags.videoHeader(10_000, 1), Tags.keyframe(9_000), Tags.audio(9_010), Tags.inter(9_040)))
                .containsExactly(0L, 0L, 10L, 40L);
        assertThat(repair.repairs()).isZero();
    }

    @Test
    void headersInMidStreamStampedZeroDoNotMoveAnything() {
        assertThat(times(
                        Tags.keyframe(0),
                        Tags.audio(10),
                        Tags.inter(5_000 - 2_100),
                        Tags.inter(5_000),
                        Tags.videoHeader(0, 1),
                        Tags.metadata(0),
                        Tags.keyframe(5_040)))
                .containsExactly(0L, 10L, 2_900L, 5_000L, 5_000L, 5_000L, 5_040L);
        assertThat(repair.repairs()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1L << 24, 1L << 31, 1L << 32})
    void aCounterThatWrapsIsUnwrappedExactlyAlsoForTheTypeThatWrapsLater(long wrap) {
        assertThat(times(
                        Tags.keyframe(wrap - 100),
                        Tags.audio(wrap - 90),
                        Tags.inter(wrap - 60),
                        Tags.inter(20),
                        Tags.audio(wrap - 10),
                        Tags.audio(13),
                        Tags.inter(60)))
                .containsExactly(0L, 10L, 40L, 120L, 90L, 113L, 160L);
        assertThat(repair.repairs()).isEqualTo(1);
    }

    @Test
    void anEncoderThatStartsAgainGoesOnWhereItWasWithOneOffsetForBoth() {
        assertThat(times(
                        Tags.keyframe(0),
                        Tags.audio(0),
                        Tags.inter(40),
                        Tags.audio(60),
                        Tags.inter(80),
                        Tags.inter(2_000),
                        Tags.audio(2_010)))
                .endsWith(2_000L, 2_010L);
        assertThat(times(Tags.keyframe(0), Tags.audio(23), Tags.inter(40))).containsExactly(2_200L, 2_223L, 2_240L);
        assertThat(repair.repairs()).isEqualTo(1);
    }

    @Test
    void aJumpForwardIsClosed() {
        assertThat(times(Tags.keyframe(0), Tags.inter(40), Tags.inter(90_000), Tags.audio(90_010), Tags.inter(90_040)))
                .containsExactly(0L, 40L, 80L, 90L, 120L);
        assertThat(repair.repairs()).isEqualTo(1);
    }

    @Test
    void threeSecondsForwardAreNoJump() {
        assertThat(times(Tags.keyframe(0), Tags.keyframe(3_000))).containsExactly(0L, 3_000L);
        assertThat(repair.repairs()).isZero();
    }

    @Test
    void tagsOfBeforeTheJumpThatComeLateKeepTheirPlace() {
        assertThat(times(
                        Tags.keyframe(10_000),
                        Tags.audio(10_000),
                        Tags.inter(10_040),
                        Tags.keyframe(500_000),
                        Tags.audio(10_023),
                        Tags.audio(500_010)))
                .containsExactly(0L, 0L, 40L, 80L, 23L, 90L);
        assertThat(repair.repairs()).isEqualTo(1);
    }

    @Test
    void aSmallStepBackIsHeld() {
        assertThat(times(Tags.keyframe(0), Tags.inter(40), Tags.inter(35), Tags.inter(80)))
                .containsExactly(0L, 40L, 40L, 80L);
        assertThat(repair.repairs()).isEqualTo(1);
    }

    @Test
    void afterADiscontinuityTheNextFrameFollowsTheLastOne() {
        times(Tags.keyframe(1_000), Tags.inter(1_040), Tags.audio(1_050));
        repair.discontinuity();
        assertThat(times(Tags.videoHeader(0, 1), Tags.keyframe(777_000), Tags.audio(777_000), Tags.inter(777_040)))
                .containsExactly(40L, 80L, 80L, 120L);
        assertThat(repair.repairs()).as("an interruption is counted elsewhere").isZero();
    }

    @Test
    void soundAndPictureOnTwoClocksBothRunOn() {
        List<Long> video = new ArrayList<>();
        List<Long> audio = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            video.add(times(Tags.keyframe(1_000_000 + i * 40L)).get(0));
            audio.add(times(Tags.audio(i * 40L)).get(0));
        }
        assertThat(video).isSorted().endsWith(49 * 40L);
        assertThat(audio).isSorted().endsWith(49 * 40L);
        assertThat(repair.repairs()).isEqualTo(1);
    }

    @Test
    void whateverComesNothingGoesBackWithinAType() {
        long seed = new Random().nextLong();
        System.out.println("TimestampRepairTest.whateverComes seed=" + seed);
        Random random = new Random(seed);
        Map<TagType, Long> last = new EnumMap<>(TagType.class);
        long clock = 0;
        for (int i = 0; i < 20_000; i++) {
            clock = random.nextInt(50) == 0 ? random.nextLong(1L << 32) : (clock + random.nextInt(100)) & 0xFFFF_FFFFL;
            FlvTag tag = random.nextBoolean() ? Tags.inter(clock) : Tags.audio(clock);
            if (random.nextInt(500) == 0) {
                repair.discontinuity();
            }
            long millis = repair.apply(tag).timestampMillis();
            assertThat(millis).as("seed %d tag %d", seed, i).isGreaterThanOrEqualTo(last.getOrDefault(tag.type(), 0L));
            last.put(tag.type(), millis);
        }
        assertThat(last.get(TagType.VIDEO)).as("no jump gets through").isLessThan(20_000L * 3_000);
    }

    private List<Long> times(FlvTag... tags) {
        List<Long> times = new ArrayList<>();
        for (FlvTag tag : tags) {
            times.add(repair.apply(tag).timestampMillis());
        }
        return times;
    }
}
