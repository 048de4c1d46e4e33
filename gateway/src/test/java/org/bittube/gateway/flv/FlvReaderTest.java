package org.bittube.gateway.flv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlvReaderTest {
    private final List<FlvTag> tags = new ArrayList<>();
    private final FlvReader reader = new FlvReader();

    @ParameterizedTest
    @FieldSource("org.bittube.gateway.flv.Tags#FIXTURES")
    void whatIsReadAndWrittenAgainIsTheSameFile(String fixture) {
        Buffer input = Tags.bytes(fixture);
        reader.accept(input, tags::add);
        Buffer output = input.getBuffer(0, FlvWriter.FILE_HEADER_BYTES);
        tags.forEach(tag -> FlvWriter.append(tag, output));
        assertThat(output).isEqualTo(input);
        assertThat(reader.resyncs()).isZero();
    }

    @ParameterizedTest
    @FieldSource("org.bittube.gateway.flv.Tags#FIXTURES")
    void byteByByteGivesTheSame(String fixture) {
        Buffer input = Tags.bytes(fixture);
        for (int i = 0; i < input.length(); i++) {
            reader.accept(input.getBuffer(i, i + 1), tags::add);
        }
        assertThat(tags).isEqualTo(Tags.read(input));
    }

    @ParameterizedTest
    @FieldSource("org.bittube.gateway.flv.Tags#FIXTURES")
    void cutAtRandomPlacesGivesTheSame(String fixture) {
        long seed = new Random().nextLong();
        System.out.println("FlvReaderTest.cutAtRandomPlacesGivesTheSame seed=" + seed);
        Random random = new Random(seed);
        Buffer input = Tags.bytes(fixture);
        for (int at = 0; at < input.length(); ) {
            int next = Math.min(input.length(), at + random.nextInt(3_000));
            reader.accept(input.getBuffer(at, next), tags::add);
            at = next;
        }
        assertThat(tags).as("seed %d", seed).isEqualTo(Tags.read(input));
    }

    @Test
    void holdsPartialTagUntilLastByteArrives() {
        Buffer input = Tags.file(List.of(Tags.keyframe(0)));
        reader.accept(input.getBuffer(0, input.length() - 1), tags::add);
        assertThat(tags).isEmpty();
        reader.accept(input.getBuffer(input.length() - 1, input.length()), tags::add);
        assertThat(tags).containsExactly(Tags.keyframe(0));
    }

    @Test
    void timestampsAreUnsigned32Bits() {
        FlvTag late = Tags.keyframe(0xFFFF_FFFFL);
        reader.accept(Tags.file(List.of(late, Tags.inter(1L << 24))), tags::add);
        assertThat(tags).extracting(FlvTag::timestampMillis).containsExactly(0xFFFF_FFFFL, 1L << 24);
    }

    @ParameterizedTest
    @ValueSource(ints = {11, 10, 0})
    void acceptsTheThreeWaysToCountPreviousTagSize(int added) {
        FlvTag tag = Tags.keyframe(0);
        Buffer input = Tags.file(List.of(tag, tag));
        int size = tag.body().length();
        input.setInt(13 + 11 + size, size + added);
        reader.accept(input, tags::add);
        assertThat(tags).containsExactly(tag, tag);
        assertThat(reader.resyncs()).isZero();
    }

    @Test
    void aWrongPreviousTagSizeInFrontOfASoundTagIsOverlooked() {
        FlvTag tag = Tags.keyframe(0);
        Buffer input = Tags.file(List.of(tag, tag));
        input.setInt(13 + 11 + tag.body().length(), 0);
        reader.accept(input, tags::add);
        assertThat(tags).containsExactly(tag, tag);
        assertThat(reader.resyncs()).isZero();
    }

    @Test
    void tellsWhereEachTagBeginsBehindDamageToo() {
        Buffer input = Tags.file(List.of(Tags.keyframe(0)));
        long second = input.length();
        FlvWriter.append(Tags.inter(40), input);
        input.appendBuffer(Buffer.buffer(new byte[100]));
        long third = input.length();
        FlvWriter.append(Tags.inter(80), input);
        List<Long> offsets = new ArrayList<>();
        for (int i = 0; i < input.length(); i++) {
            reader.accept(input.getBuffer(i, i + 1), tag -> offsets.add(reader.tagOffset()));
        }
        assertThat(offsets).containsExactly(13L, second, third);
    }

    @Test
    void insertedGarbageCostsNoTag() {
        Buffer input = Tags.file(List.of(Tags.keyframe(0)));
        input.appendBuffer(Buffer.buffer(new byte[100]));
        FlvWriter.append(Tags.inter(40), input);
        FlvWriter.append(Tags.inter(80), input);
        reader.accept(input, tags::add);
        assertThat(tags).containsExactly(Tags.keyframe(0), Tags.inter(40), Tags.inter(80));
        assertThat(reader.resyncs()).isEqualTo(1);
        assertThat(reader.skippedBytes()).isEqualTo(100);
    }

    @Test
    void aLengthThatSwallowsItsFollowersLosesOneTagOnly() {
        FlvTag first = Tags.keyframe(0);
        Buffer input = Tags.file(List.of(first, Tags.inter(40), Tags.inter(80), Tags.inter(120), Tags.inter(160)));
        input.setMedium(13 + 1, first.body().length() + 50);
        reader.accept(input, tags::add);
        assertThat(tags).containsExactly(Tags.inter(40), Tags.inter(80), Tags.inter(120), Tags.inter(160));
        assertThat(reader.resyncs()).isEqualTo(1);
    }

    @Test
    void damageByteByByteGivesTheSameAsWhole() {
        Buffer input = Tags.bytes("h264-aac.flv");
        for (int at = 5_000; at < 5_040; at++) {
            input.setByte(at, (byte) 0xFF);
        }
        Buffer damaged = input.getBuffer(0, 9_000).appendBuffer(input.getBuffer(11_111, input.length()));
        List<FlvTag> whole = Tags.read(damaged);
        for (int i = 0; i < damaged.length(); i++) {
            reader.accept(damaged.getBuffer(i, i + 1), tags::add);
        }
        assertThat(reader.resyncs()).isPositive();
        assertThat(tags).isEqualTo(whole);
        assertThat(Tags.of("h264-aac.flv")).containsAll(whole.subList(whole.size() - 20, whole.size()));
    }

    @Test
    void unknownTagTypesAreSkipped() {
        Buffer input = Tags.file(List.of(Tags.keyframe(0)));
        Buffer strange = FlvWriter.encode(Tags.inter(10)).setByte(0, (byte) 15);
        input.appendBuffer(strange);
        FlvWriter.append(Tags.inter(40), input);
        reader.accept(input, tags::add);
        assertThat(tags).containsExactly(Tags.keyframe(0), Tags.inter(40));
        assertThat(reader.skippedTags()).isEqualTo(1);
        assertThat(reader.resyncs()).isZero();
    }

    @Test
    void anotherFileHeaderInTheMiddleIsAccepted() {
        Buffer input = Tags.file(List.of(Tags.keyframe(0))).appendBuffer(Tags.file(List.of(Tags.keyframe(7))));
        reader.accept(input, tags::add);
        assertThat(tags).containsExactly(Tags.keyframe(0), Tags.keyframe(7));
        assertThat(reader.resyncs()).isZero();
    }

    @Test
    void aLongerFileHeaderIsPassedOver() {
        Buffer input = Buffer.buffer(new byte[] {'F', 'L', 'V', 1, 5, 0, 0, 0, 12, 1, 2, 3, 0, 0, 0, 0})
                .appendBuffer(FlvWriter.encode(Tags.keyframe(0)));
        reader.accept(input, tags::add);
        assertThat(tags).containsExactly(Tags.keyframe(0));
    }

    @Test
    void aTagAboveTheBoundIsDamageAndNotWaitedFor() {
        FlvReader narrow = new FlvReader(100);
        Buffer input = Tags.file(List.of(Tags.video(0, 0x17, 1, 101), Tags.inter(40), Tags.inter(80)));
        narrow.accept(input, tags::add);
        assertThat(tags).containsExactly(Tags.inter(40), Tags.inter(80));
        assertThat(narrow.resyncs()).isEqualTo(1);
    }

    @Test
    void aWebPageIsRefusedInWordsThatSayWhatItIs() {
        Buffer page = Buffer.buffer("<!DOCTYPE html><html><body>Not found");
        assertThatThrownBy(() -> reader.accept(page, tags::add))
                .isInstanceOf(FlvException.class)
                .hasMessage("is a web page (HTML), no FLV: it begins with \"<!DOCTYPE html><html><body>Not f\"");
        assertThatThrownBy(() -> reader.accept(Tags.bytes("h264-aac.flv"), tags::add))
                .isInstanceOf(FlvException.class);
        assertThat(tags).isEmpty();
    }

    @Test
    void otherFormatsAreNamedToo() {
        assertThat(refusal("#EXTM3U\n#EXT-X-VERSION:3\n")).startsWith("is an HLS playlist");
        assertThat(refusal("\0\0\0 ftypisom....")).startsWith("is an MP4 file").contains("the bytes 00 00 00 20");
        assertThat(refusal("FLV\u0001\u0005\0\0\0\u0001")).contains("begins with the bytes 46 4c 56");
        assertThat(refusal("{\"error\":404}")).startsWith("is JSON");
    }

    private static String refusal(String input) {
        try {
            new FlvReader().accept(Buffer.buffer(input.getBytes(StandardCharsets.ISO_8859_1)), tag -> {});
            return "accepted";
        } catch (FlvException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
