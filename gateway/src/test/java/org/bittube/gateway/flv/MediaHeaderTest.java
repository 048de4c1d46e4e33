package org.bittube.gateway.flv;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Video and audio headers, from bytes written out by hand after Enhanced RTMP v2 and from ffmpeg's files. */
class MediaHeaderTest {
    @ParameterizedTest
    @CsvSource({
        "1700000000, H.264, SEQUENCE_HEADER, false, 0, 5",
        "1701000050, H.264, FRAMES, true, 80, 5",
        "2701FFFFD8, H.264, FRAMES, false, -40, 5",
        "1702000000, H.264, END_OF_SEQUENCE, false, 0, 5",
        "1C00000000, H.265, SEQUENCE_HEADER, false, 0, 5",
        "12AB, Sorenson H.263, FRAMES, true, 0, 1",
        "5700, H.264, METADATA, false, 0, 1",
        "1701, H.264, UNKNOWN, false, 0, 0",
        "1F, codec 15, UNKNOWN, false, 0, 0",
    })
    void legacyVideo(String hex, String codec, BodyKind kind, boolean keyframe, int composition, int dataOffset) {
        VideoHeader header = VideoHeader.parse(bytes(hex));
        assertThat(header.codec()).isEqualTo(codec);
        assertThat(header.kind()).isEqualTo(kind);
        assertThat(header.isKeyframe()).isEqualTo(keyframe);
        assertThat(header.compositionMillis()).isEqualTo(composition);
        assertThat(header.dataOffset()).isEqualTo(dataOffset);
    }

    @ParameterizedTest
    @CsvSource({
        // sequence start, coded frames with and without composition time, end, metadata, MPEG-2 TS start
        "9068766331AA, H.265, SEQUENCE_HEADER, false, 0, NONE, 0, 5",
        "9168766331FFFFFFAA, H.265, FRAMES, true, -1, NONE, 0, 8",
        "936876633177, H.265, FRAMES, true, 0, NONE, 0, 5",
        "A161763031AA, AV1, FRAMES, false, 0, NONE, 0, 5",
        "9261763031, AV1, END_OF_SEQUENCE, false, 0, NONE, 0, 5",
        "D461763031AA, AV1, METADATA, false, 0, NONE, 0, 5",
        "9561763031AA, AV1, SEQUENCE_HEADER, false, 0, NONE, 0, 5",
        "916162636478, abcd, FRAMES, true, 0, NONE, 0, 5",
        // one track, number 1
        "96006176633101AA, H.264, SEQUENCE_HEADER, false, 0, ONE_TRACK, 1, 7",
        // many tracks: 0 with 2 bytes, 1 with 1 byte
        "961361766331000000021122010000 01 33, H.264, FRAMES, true, 0, MANY_TRACKS, 0, 10",
        // many codecs
        "9623766630380200000155 61763031 00000000, vf08, FRAMES, true, 0, MANY_TRACKS_MANY_CODECS, 2, 10",
        // ModEx of 3 bytes in front of a keyframe; two of them; one with the 16-bit size
        "9702000001 01 76703039AA, VP9, FRAMES, true, 0, NONE, 0, 10",
        "970000 07 0000 03 76703039, VP9, FRAMES, true, 0, NONE, 0, 11",
        "97FF0001 AABB 03 76703039, VP9, FRAMES, true, 0, NONE, 0, 11",
        // a command has no FourCC
        "D100, '', METADATA, false, 0, NONE, 0, 1",
    })
    void enhancedVideo(
            String hex,
            String codec,
            BodyKind kind,
            boolean keyframe,
            int composition,
            Multitrack layout,
            int track,
            int dataOffset) {
        assertThat(VideoHeader.parse(bytes(hex)))
                .usingRecursiveComparison()
                .ignoringFields("frameType")
                .isEqualTo(
                        new VideoHeader(HeaderForm.ENHANCED, codec, 0, kind, composition, layout, track, dataOffset));
        assertThat(VideoHeader.parse(bytes(hex)).isKeyframe()).isEqualTo(keyframe);
    }

    @ParameterizedTest
    @CsvSource({
        "AF001210, LEGACY, AAC, SEQUENCE_HEADER, NONE, 0, 2",
        "AF01DE, LEGACY, AAC, FRAMES, NONE, 0, 2",
        "2FFF, LEGACY, MP3, FRAMES, NONE, 0, 1",
        "AF, UNKNOWN, AAC, UNKNOWN, NONE, 0, 0",
        "C0, UNKNOWN, format 12, UNKNOWN, NONE, 0, 0",
        "904F70757301, ENHANCED, Opus, SEQUENCE_HEADER, NONE, 0, 5",
        "91664C6143AA, ENHANCED, FLAC, FRAMES, NONE, 0, 5",
        "9261632D33, ENHANCED, AC-3, END_OF_SEQUENCE, NONE, 0, 5",
        "944F70757301, ENHANCED, Opus, METADATA, NONE, 0, 5",
        "95016D70346101AA, ENHANCED, AAC, FRAMES, ONE_TRACK, 1, 7",
        "970000 01 6D703461AA, ENHANCED, AAC, FRAMES, NONE, 0, 8",
    })
    void audio(String hex, HeaderForm form, String codec, BodyKind kind, Multitrack layout, int track, int dataOffset) {
        assertThat(AudioHeader.parse(bytes(hex)))
                .isEqualTo(new AudioHeader(form, codec, kind, layout, track, dataOffset));
    }

    @Test
    void everyHeaderCutShortIsUnknownAndNeverAnError() {
        for (String hex : List.of(
                "9168766331FFFFFFAA",
                "961361766331000000021122010000 01 33",
                "97FF0001 AABB 03 76703039",
                "9623766630380200000155 61763031 00000000")) {
            Buffer whole = bytes(hex);
            for (int length = 0; length < whole.length(); length++) {
                VideoHeader header = VideoHeader.parse(whole.getBuffer(0, length));
                if (header.form() == HeaderForm.UNKNOWN) {
                    assertThat(header.isKeyframe() || header.isSequenceHeader()).isFalse();
                } else {
                    assertThat(header.dataOffset()).isLessThanOrEqualTo(length);
                }
            }
            assertThat(VideoHeader.parse(whole.getBuffer(0, 4)).form()).isEqualTo(HeaderForm.UNKNOWN);
        }
    }

    @Test
    void ffmpegsFilesAreUnderstood() {
        assertThat(kinds("h264-aac.flv"))
                .containsExactlyInAnyOrder(
                        "H.264 SEQUENCE_HEADER NONE",
                        "H.264 FRAMES NONE",
                        "H.264 END_OF_SEQUENCE NONE",
                        "AAC SEQUENCE_HEADER NONE",
                        "AAC FRAMES NONE");
        assertThat(kinds("av1-opus.flv"))
                .contains(
                        "AV1 SEQUENCE_HEADER NONE",
                        "AV1 FRAMES NONE",
                        "AV1 METADATA NONE",
                        "Opus SEQUENCE_HEADER NONE",
                        "Opus METADATA NONE",
                        "Opus FRAMES NONE");
        assertThat(kinds("vp9.flv")).contains("VP9 SEQUENCE_HEADER NONE", "VP9 FRAMES NONE");
        assertThat(kinds("two-tracks.flv"))
                .contains(
                        "H.264 SEQUENCE_HEADER NONE",
                        "H.264 SEQUENCE_HEADER ONE_TRACK",
                        "AAC SEQUENCE_HEADER ONE_TRACK");
        assertThat(kinds("two-tracks.flv")).noneMatch(kind -> kind.contains("UNKNOWN"));
    }

    private static Set<String> kinds(String fixture) {
        return Tags.of(fixture).stream()
                .filter(tag -> tag.type() != TagType.SCRIPT)
                .map(MediaHeaderTest::kind)
                .collect(Collectors.toSet());
    }

    private static String kind(FlvTag tag) {
        if (tag.type() == TagType.VIDEO) {
            VideoHeader header = VideoHeader.parse(tag.body());
            return header.codec() + " " + header.kind() + " " + header.multitrack();
        }
        AudioHeader header = AudioHeader.parse(tag.body());
        return header.codec() + " " + header.kind() + " " + header.multitrack();
    }

    private static Buffer bytes(String hex) {
        return Buffer.buffer(HexFormat.of().parseHex(hex.replace(" ", "")));
    }
}
