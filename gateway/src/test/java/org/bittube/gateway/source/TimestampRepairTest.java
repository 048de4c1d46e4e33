package org.bittube.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
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
    private final List<RepairKind> repairs = new ArrayList<>();
    private final TimestampRepair repair = new TimestampRepair(repairs::add);

    @ParameterizedTest
    @FieldSource("org.bittube.gateway.flv.Tags#FIXTURES")
    void aGoodStreamPassesUntouched(String fixture) {
        for (FlvTag tag : Tags.of(fixture)) {
            assertThat(repair.apply(tag)).isSameAs(tag);
        }
        assertThat(repairs).isEmpty();
    }

    @Test
    void theFirstTagIsAtZeroAndTheRestKeepsItsDistance() {
        assertThat(times(Tags.keyframe(5_000), Tags.audio(5_010), Tags.inter(5_040)))
                .containsExactly(0L, 10L, 40L);
        assertThat(repairs).isEmpty();
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
        assertThat(repairs).isEmpty();
    }

    @Test
    void headersStampedNowInFrontOfOlderFramesAreNoJump() {
        assertThat(times(Tags.videoHeader(10_000, 1), Tags.keyframe(9_000), Tags.audio(9_010), Tags.inter(9_040)))
                .containsExactly(0L, 0L, 10L, 40L);
        assertThat(repairs).isEmpty();
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
        assertThat(repairs).isEmpty();
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
        assertThat(repairs).containsExactly(RepairKind.WRAP);
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
        assertThat(repairs).containsExactly(RepairKind.RESTART);
    }

    @Test
    void aJumpForwardIsClosed() {
        assertThat(times(Tags.keyframe(0), Tags.inter(40), Tags.inter(90_000), Tags.audio(90_010), Tags.inter(90_040)))
                .containsExactly(0L, 40L, 80L, 90L, 120L);
        assertThat(repairs).containsExactly(RepairKind.JUMP);
    }

    @Test
    void threeSecondsForwardAreNoJump() {
        assertThat(times(Tags.keyframe(0), Tags.keyframe(3_000))).containsExactly(0L, 3_000L);
        assertThat(repairs).isEmpty();
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
        assertThat(repairs).containsExactly(RepairKind.JUMP);
    }

    @Test
    void aSmallStepBackIsHeld() {
        assertThat(times(Tags.keyframe(0), Tags.inter(40), Tags.inter(35), Tags.inter(80)))
                .containsExactly(0L, 40L, 40L, 80L);
        assertThat(repairs).containsExactly(RepairKind.STEP_BACK);
    }

    @Test
    void afterADiscontinuityTheNextFrameFollowsTheLastOne() {
        times(Tags.keyframe(1_000), Tags.inter(1_040), Tags.audio(1_050));
        repair.discontinuity();
        assertThat(times(Tags.videoHeader(0, 1), Tags.keyframe(777_000), Tags.audio(777_000), Tags.inter(777_040)))
                .containsExactly(40L, 80L, 80L, 120L);
        assertThat(repairs).as("an interruption is counted elsewhere").isEmpty();
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
        assertThat(repairs).containsExactly(RepairKind.RESTART);
    }

    @Test
    void aLateTagOfBeforeIsNotTakenForOneOfAfterThoughBothCouldBe() {
        times(Tags.keyframe(0), Tags.audio(0), Tags.inter(40), Tags.audio(1_000), Tags.inter(2_000));
        assertThat(times(Tags.keyframe(0), Tags.audio(1_023), Tags.audio(1_046), Tags.audio(3), Tags.inter(40)))
                .containsExactly(2_200L, 1_023L, 1_046L, 2_203L, 2_240L);
        assertThat(repairs).containsExactly(RepairKind.RESTART);
    }

    @Test
    void soundThatComesSecondsAfterItsPicturesKeepsItsPlace() {
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            times.addAll(times(Tags.inter(10_000 + i * 40L), Tags.audio(Math.max(10_000, 10_000 + i * 40L - 2_800))));
        }
        assertThat(times).endsWith(199 * 40L, 199 * 40L - 2_800);
        assertThat(repairs).isEmpty();
    }

    /** What an encoder does in the field, in any order: each fault leaves sound and picture as near as they were. */
    @Test
    void soundAndPictureKeepTogetherThroughAnyFaults() {
        for (int round = 0; round < 200; round++) {
            long seed = new Random().nextLong();
            FaultyEncoder encoder = new FaultyEncoder(new Random(seed));
            TimestampRepair mended = new TimestampRepair(kind -> {});
            Map<TagType, Long> last = new EnumMap<>(TagType.class);
            Map<Integer, Map<TagType, Long>> shiftOfRun = new HashMap<>();
            for (FaultyEncoder.Sent sent : encoder.tags(2_000)) {
                long millis = mended.apply(sent.tag()).timestampMillis();
                TagType type = sent.tag().type();
                assertThat(millis).as("seed %d", seed).isGreaterThanOrEqualTo(last.getOrDefault(type, 0L));
                last.put(type, millis);
                shiftOfRun
                        .computeIfAbsent(sent.run(), run -> new EnumMap<>(TagType.class))
                        .put(type, millis - sent.trueMillis());
            }
            shiftOfRun.values().stream().filter(shifts -> shifts.size() == 2).forEach(shifts -> assertThat(
                            Math.abs(shifts.get(TagType.AUDIO) - shifts.get(TagType.VIDEO)))
                    .as("milliseconds between sound and picture, seed %d", seed)
                    .isLessThanOrEqualTo(40));
            long lost = encoder.trueMillis() - Math.max(last.get(TagType.AUDIO), last.get(TagType.VIDEO));
            assertThat(Math.abs(lost))
                    .as("drift, seed %d", seed)
                    .isLessThan(TimestampRepair.FORWARD_MILLIS * (encoder.faults() + 1));
        }
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
