package org.bittube.gateway.flv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.bittube.gateway.flv.FlvIndex.Keyframe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class FlvIndexerTest {
    @ParameterizedTest
    @FieldSource("org.bittube.gateway.flv.Tags#FIXTURES")
    void eachKeyframeIsFoundAtItsOffset(String fixture) {
        Buffer input = Tags.bytes(fixture);
        FlvIndex index = index(input);
        List<FlvTag> expected =
                Tags.of(fixture).stream().filter(FlvTag::isKeyframe).toList();
        assertThat(index.keyframes()).isNotEmpty();
        for (Keyframe keyframe : index.keyframes()) {
            Buffer from =
                    FlvWriter.header(true, true).appendBuffer(input.getBuffer((int) keyframe.offset(), input.length()));
            FlvTag tag = Tags.read(from).get(0);
            assertThat(tag.isKeyframe()).isTrue();
            assertThat(tag.timestampMillis()).isEqualTo(keyframe.timeMillis());
            assertThat(expected).contains(tag);
        }
        assertThat(index.validBytes()).isEqualTo(input.length());
    }

    @Test
    void preludeHasTheSequenceHeadersAtTimeZeroAndNothingElse() {
        FlvIndex index = index(Tags.bytes("h264-aac.flv"));
        List<FlvTag> prelude = Tags.read(Buffer.buffer(index.prelude()));
        assertThat(prelude).hasSize(2).allMatch(FlvTag::isSequenceHeader);
        assertThat(prelude).extracting(FlvTag::type).containsExactly(TagType.VIDEO, TagType.AUDIO);
        assertThat(prelude).allMatch(tag -> tag.timestampMillis() == 0);
        assertThat(index.prelude()[4]).isEqualTo((byte) 5);
        assertThat(index.hasVideo()).isTrue();
        assertThat(index.hasAudio()).isTrue();
    }

    @Test
    void theNewestHeaderBeforeTheFirstFrameOfItsTrackCounts() {
        FlvTag second = Tags.videoHeader(0, 2);
        FlvIndex index = index(Tags.file(List.of(
                Tags.videoHeader(0, 1),
                second,
                Tags.keyframe(0),
                Tags.audioHeader(20),
                Tags.audio(20),
                Tags.videoHeader(40, 3),
                Tags.keyframe(40))));
        assertThat(Tags.read(Buffer.buffer(index.prelude()))).containsExactly(second, Tags.audioHeader(0));
    }

    @Test
    void headerThatMakesThePreludeTooLongIsLeftOut() {
        Buffer body = Buffer.buffer(new byte[FlvIndex.MAX_PRELUDE_BYTES]).setByte(0, (byte) 0x17);
        FlvIndex index =
                index(Tags.file(List.of(new FlvTag(TagType.VIDEO, 0, body), Tags.audioHeader(0), Tags.keyframe(0))));
        assertThat(Tags.read(Buffer.buffer(index.prelude()))).containsExactly(Tags.audioHeader(0));
    }

    @Test
    void durationGoesFromTheFirstFrameToTheEndOfTheLast() {
        FlvIndex index = index(Tags.file(List.of(
                Tags.metadata(0),
                Tags.videoHeader(0, 1),
                Tags.keyframe(10_000),
                Tags.audio(10_010),
                Tags.inter(10_040),
                Tags.audio(10_030))));
        assertThat(index.durationMillis()).isEqualTo(80);
        assertThat(index.keyframes()).extracting(Keyframe::timeMillis).containsExactly(10_000L);
    }

    @Test
    void soundAloneHasAPlaceToStartAboutOnceASecond() {
        List<FlvTag> tags = new ArrayList<>(List.of(Tags.audioHeader(0)));
        for (long millis = 0; millis < 5_000; millis += 23) {
            tags.add(Tags.audio(millis));
        }
        FlvIndex index = index(Tags.file(tags));
        assertThat(index.hasVideo()).isFalse();
        assertThat(index.keyframes()).hasSize(5);
        assertThat(index.prelude()[4]).isEqualTo((byte) 4);
    }

    @Test
    void soundInFrontOfTheFirstPictureIsNoKeyframe() {
        FlvIndex index =
                index(Tags.file(List.of(Tags.audio(0), Tags.audio(1_500), Tags.keyframe(1_600), Tags.audio(3_000))));
        assertThat(index.keyframes()).extracting(Keyframe::timeMillis).containsExactly(1_600L);
    }

    @Test
    void timesOfKeyframesNeverGoBack() {
        FlvIndex index = index(Tags.file(List.of(Tags.keyframe(500), Tags.keyframe(100), Tags.keyframe(600))));
        assertThat(index.keyframes()).extracting(Keyframe::timeMillis).containsExactly(500L, 500L, 600L);
    }

    @Test
    void tagThatIsCutOffIsNotValid() {
        Buffer input = Tags.file(List.of(Tags.keyframe(0), Tags.inter(40)));
        long valid = input.length();
        FlvWriter.append(Tags.inter(80), input);
        assertThat(index(input.getBuffer(0, input.length() - 1)).validBytes()).isEqualTo(valid);
    }

    @Test
    void fileWithoutTagsHasAnIndexToo() {
        FlvIndex index = new FlvIndexer().index();
        assertThat(index.durationMillis()).isZero();
        assertThat(index.keyframes()).isEmpty();
        assertThat(index.validBytes()).isEqualTo(FlvWriter.FILE_HEADER_BYTES);
        assertThat(index).isEqualTo(new FlvIndexer().index()).hasSameHashCodeAs(new FlvIndexer().index());
    }

    @Test
    void tooManyKeyframesAreThinnedEvenlyAndTheFirstStays() {
        FlvIndexer indexer = new FlvIndexer(100);
        long offset = FlvWriter.FILE_HEADER_BYTES;
        for (int i = 0; i < 1_000; i++) {
            FlvTag tag = Tags.keyframe(i * 10L);
            indexer.accept(tag, offset);
            offset += tag.encodedLength();
        }
        List<Keyframe> keyframes = indexer.index().keyframes();
        assertThat(keyframes).hasSizeBetween(50, 100);
        for (int i = 0; i < keyframes.size(); i++) {
            assertThat(keyframes.get(i).timeMillis()).isEqualTo(i * 160L);
        }
        indexer.thin(20);
        List<Keyframe> kept = indexer.index().keyframes();
        assertThat(kept).hasSizeBetween(10, 20).isSubsetOf(keyframes).startsWith(keyframes.get(0));
        assertThat(kept.get(1).timeMillis()).isEqualTo(640);
        assertThat(indexer.hasKeyframe()).isTrue();
    }

    @Test
    void laterKeyframesAreToldAlone() {
        FlvIndexer indexer = new FlvIndexer();
        indexer.accept(Tags.keyframe(0), 13);
        indexer.accept(Tags.keyframe(40), 200);
        assertThat(indexer.keyframesAfter(0)).containsExactly(new Keyframe(40, 200));
        assertThat(indexer.keyframesAfter(40)).isEmpty();
        assertThat(indexer.keyframesAfter(-1)).hasSize(2);
    }

    @Test
    void refusesTagsThatOverlap() {
        FlvIndexer indexer = new FlvIndexer();
        indexer.accept(Tags.keyframe(0), 13);
        assertThatThrownBy(() -> indexer.accept(Tags.keyframe(40), 20)).isInstanceOf(IllegalArgumentException.class);
    }

    private static FlvIndex index(Buffer input) {
        FlvIndexer indexer = new FlvIndexer();
        FlvReader reader = new FlvReader();
        reader.accept(input, tag -> indexer.accept(tag, reader.tagOffset()));
        return indexer.index();
    }
}
