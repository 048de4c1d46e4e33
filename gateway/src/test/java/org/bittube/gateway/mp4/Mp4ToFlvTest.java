package org.bittube.gateway.mp4;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.bittube.gateway.amf.AmfReader;
import org.bittube.gateway.amf.AmfValue;
import org.bittube.gateway.flv.FlvReader;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.FlvWriter;
import org.bittube.gateway.flv.TagType;
import org.bittube.gateway.flv.Tags;
import org.bittube.gateway.flv.VideoHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** 16 pictures, 10 a second, with B-frames and a keyframe every 8; 1.6 s of sound. */
class Mp4ToFlvTest {
    private static final int PICTURES = 16;
    private static final int KEYFRAME_DISTANCE = 8;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain.mp4",
                "faststart.mp4",
                "fragmented.mp4",
                "fragmented-old.mp4",
                "hybrid.mp4",
                "negative.mp4",
                "quicktime.mov"
            })
    void everyLayoutGivesTheSameStream(String name) {
        Buffer flv = Mp4Files.remux(Mp4Files.bytes(name));
        List<FlvTag> tags = Tags.read(flv);
        assertThat(tags.get(0).isMetadata()).isTrue();
        assertThat(tags.get(1).isSequenceHeader()).isTrue();
        assertThat(tags.get(2).isSequenceHeader()).isTrue();
        assertThat(tags.subList(3, tags.size())).noneMatch(FlvTag::isSequenceHeader);
        assertThat(tags).isSortedAccordingTo(Comparator.comparingLong(FlvTag::timestampMillis));
        List<FlvTag> reference = Tags.read(Mp4Files.remux(Mp4Files.bytes("plain.mp4")));
        assertThat(payloads(tags, TagType.VIDEO)).isEqualTo(payloads(reference, TagType.VIDEO));
        assertThat(payloads(tags, TagType.AUDIO)).isEqualTo(payloads(reference, TagType.AUDIO));
        assertPictures(tags);
        assertWhole(flv);
    }

    @Test
    void soundStaysBesideThePictures() {
        // The encoder's 1024 samples of silence come first, at 22,050 a second; without reordered pictures nothing else
        // is shifted.
        List<FlvTag> tags = Tags.read(Mp4Files.remux(Mp4Files.bytes("plain.mp4")));
        long firstShown = shown(tags).get(0);
        long firstSound = frames(tags, TagType.AUDIO).get(0).timestampMillis();
        assertThat(firstShown - firstSound).isBetween(45L, 47L);
    }

    @Test
    void metadataLeadsToEachKeyframe() {
        Buffer flv = Mp4Files.remux(Mp4Files.bytes("plain.mp4"));
        AmfValue.Fields metadata = (AmfValue.Fields)
                AmfReader.readAll(Tags.read(flv).get(0).body()).get(1);
        AmfValue.Fields keyframes = (AmfValue.Fields) metadata.fields().get("keyframes");
        List<AmfValue> positions = ((AmfValue.StrictArray) keyframes.fields().get("filepositions")).values();
        assertThat(positions).hasSize(PICTURES / KEYFRAME_DISTANCE);
        List<FlvTag> tags =
                positions.stream().map(position -> tagAt(flv, position)).toList();
        assertThat(tags.get(0).isSequenceHeader()).isTrue();
        assertThat(tags.subList(1, tags.size())).allMatch(FlvTag::isKeyframe);
        assertThat(metadata.fields())
                .containsEntry("filesize", AmfValue.of(flv.length()))
                .containsEntry("width", AmfValue.of(64))
                .containsEntry("height", AmfValue.of(48));
        assertThat(((AmfValue.Num) metadata.fields().get("duration")).value()).isBetween(1.6, 1.9);
    }

    private static FlvTag tagAt(Buffer flv, AmfValue position) {
        Buffer rest = flv.slice((int) ((AmfValue.Num) position).value(), flv.length());
        return Tags.read(FlvWriter.header(true, true).appendBuffer(rest)).get(0);
    }

    @Test
    void recognisesItsFiles() {
        assertThat(Mp4ToFlv.recognises(Mp4Files.bytes("plain.mp4"))).isTrue();
        assertThat(Mp4ToFlv.recognises(Mp4Files.bytes("quicktime.mov"))).isTrue();
        assertThat(Mp4ToFlv.recognises("FLV and more of it".getBytes(StandardCharsets.US_ASCII)))
                .isFalse();
        assertThat(Mp4ToFlv.recognises(new byte[Mp4ToFlv.RECOGNISED_BYTES - 1])).isFalse();
    }

    private static void assertPictures(List<FlvTag> tags) {
        List<FlvTag> pictures = frames(tags, TagType.VIDEO);
        assertThat(pictures).hasSize(PICTURES);
        for (int i = 0; i < PICTURES; i++) {
            assertThat(pictures.get(i).isKeyframe()).as("picture " + i).isEqualTo(i % KEYFRAME_DISTANCE == 0);
            assertThat(VideoHeader.parse(pictures.get(i).body()).compositionMillis())
                    .isNotNegative();
        }
        List<Long> shown = shown(tags);
        assertThat(IntStream.range(1, PICTURES).mapToObj(i -> shown.get(i) - shown.get(i - 1)))
                .allSatisfy(gap -> assertThat(gap).isBetween(99L, 101L));
    }

    private static void assertWhole(Buffer flv) {
        FlvReader reader = new FlvReader();
        long[] bytes = {FlvWriter.FILE_HEADER_BYTES};
        reader.accept(flv, tag -> bytes[0] += tag.encodedLength());
        assertThat(reader.resyncs()).isZero();
        assertThat(bytes[0]).isEqualTo(flv.length());
    }

    /** When each picture is shown, in that order. */
    private static List<Long> shown(List<FlvTag> tags) {
        return frames(tags, TagType.VIDEO).stream()
                .map(tag ->
                        tag.timestampMillis() + VideoHeader.parse(tag.body()).compositionMillis())
                .sorted()
                .toList();
    }

    private static List<FlvTag> frames(List<FlvTag> tags, TagType type) {
        return tags.stream()
                .filter(tag -> tag.type() == type && !tag.isSequenceHeader())
                .toList();
    }

    private static List<Buffer> payloads(List<FlvTag> tags, TagType type) {
        int prefix = type == TagType.VIDEO ? 5 : 2;
        return tags.stream()
                .filter(tag -> tag.type() == type)
                .map(tag -> tag.body().getBuffer(prefix, tag.body().length()))
                .toList();
    }
}
