package org.bittube.gateway.ts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.TagType;
import org.bittube.gateway.flv.VideoHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TsReaderTest {
    private static final long WRAP = 1L << 33;

    private final TsReader reader = new TsReader();

    @ParameterizedTest
    @ValueSource(strings = {"h264-aac.ts", "h265-mp3.ts"})
    void theSameTagsHoweverTheInputIsCut(String fixture) {
        Buffer input = TsFile.fixture(fixture);
        List<FlvTag> whole = TsFile.read(new TsReader(), input, input.length());
        assertThat(whole).filteredOn(FlvTag::isSequenceHeader).hasSize(fixture.contains("aac") ? 2 : 1);
        assertThat(whole).filteredOn(FlvTag::isKeyframe).isNotEmpty();
        assertThat(TsFile.read(new TsReader(), input, 1)).isEqualTo(whole);
        long seed = new Random().nextLong();
        int chunk = 1 + new Random(seed).nextInt(1_000);
        assertThat(TsFile.read(reader, input, chunk)).as("seed %d", seed).isEqualTo(whole);
        assertThat(reader.lostPackets() + reader.damages() + reader.resyncs()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {192, 204})
    void packetsWithATimeInFrontOrAChecksumBehind(int stride) {
        Buffer plain = TsFile.fixture("h264-aac.ts");
        Buffer padded = Buffer.buffer();
        for (int at = 0; at < plain.length(); at += 188) {
            byte[] extra = new byte[stride - 188];
            if (stride == 192) {
                padded.appendBytes(extra);
            }
            padded.appendBuffer(plain, at, 188);
            if (stride == 204) {
                padded.appendBytes(extra);
            }
        }
        List<FlvTag> whole = TsFile.read(new TsReader(), plain, 4_096);
        assertThat(TsFile.read(reader, padded, 777)).isEqualTo(whole);
        assertThat(reader.resyncs()).isZero();
    }

    @Test
    void timesRunOnWhereTheir33BitsEnd() {
        TsFile file = new TsFile().tables(0x1B, 0);
        for (int i = 0; i < 10; i++) {
            long dts = (WRAP - 5 * 3_600 + i * 3_600L) % WRAP;
            file.pes(TsFile.VIDEO_PID, (dts + 7_200) % WRAP, dts, false, TsFile.picture(i == 0, 300, 7));
        }
        List<FlvTag> frames = frames(TsFile.read(reader, file.bytes(), 188));
        assertThat(frames).hasSize(10);
        for (int i = 0; i < 10; i++) {
            assertThat(frames.get(i).timestampMillis() - frames.get(0).timestampMillis())
                    .isEqualTo(i * 40L);
            assertThat(VideoHeader.parse(frames.get(i).body()).compositionMillis())
                    .isEqualTo(80);
        }
    }

    @Test
    void aLostPacketCostsThePictureThatItBelongsToAndNoOther() {
        TsFile file = pictures(6, 1_000);
        List<byte[]> packets = file.packets();
        List<FlvTag> whole = TsFile.read(new TsReader(), file.bytes(), 500);
        // Two tables, then pictures of six packets each: one out of the middle of the third.
        packets.remove(2 + 12 + 3);
        List<FlvTag> rest = TsFile.read(reader, file.bytes(), 500);
        assertThat(reader.lostPackets()).isEqualTo(1);
        assertThat(reader.damages()).isEqualTo(1);
        List<FlvTag> expected = new ArrayList<>(whole);
        expected.remove(1 + 2);
        assertThat(rest).isEqualTo(expected);
    }

    @Test
    void aRepeatedPacketIsReadOnceAndGarbageBetweenPacketsIsPassedOver() {
        TsFile file = pictures(4, 1_000);
        List<FlvTag> whole = TsFile.read(new TsReader(), file.bytes(), 500);
        file.packets().add(9, file.packets().get(8));
        file.packets().add(14, new byte[77]);
        assertThat(TsFile.read(reader, file.bytes(), 500)).isEqualTo(whole);
        assertThat(reader.resyncs()).isEqualTo(1);
        assertThat(reader.lostPackets()).isZero();
    }

    @Test
    void aSegmentWithoutTablesWhoseCountersBeginAnywhereGoesOn() {
        List<FlvTag> tags = new ArrayList<>();
        reader.accept(pictures(3, 400).bytes(), tags::add);
        reader.nextSegment(tags::add);
        TsFile next = pictures(3, 400);
        next.packets().subList(0, 2).clear();
        reader.accept(next.bytes(), tags::add);
        reader.flush(tags::add);
        assertThat(frames(tags)).hasSize(6);
        assertThat(reader.lostPackets() + reader.damages()).isZero();
    }

    @Test
    void severalPicturesInOnePacketAndOneInSeveral() {
        TsFile file = new TsFile().tables(0x1B, 0);
        byte[] first = TsFile.picture(true, 100, 1);
        byte[] second = TsFile.picture(false, 100, 2);
        Buffer both = Buffer.buffer(first).appendBytes(second);
        file.pes(TsFile.VIDEO_PID, 90_000, 90_000, false, both.getBytes(0, 150));
        byte[] rest = both.getBytes(150, both.length());
        file.payload(
                TsFile.VIDEO_PID,
                Buffer.buffer()
                        .appendInt(0x1E0)
                        .appendShort((short) 0)
                        .appendBytes(new byte[] {(byte) 0x80, 0, 0})
                        .appendBytes(rest)
                        .getBytes());
        file.pes(TsFile.VIDEO_PID, 97_200, 97_200, true, TsFile.picture(false, 100, 3));
        List<FlvTag> frames = frames(TsFile.read(reader, file.bytes(), 188));
        assertThat(frames)
                .extracting(frame -> frame.timestampMillis() - frames.get(0).timestampMillis())
                .containsExactly(0L, 40L, 80L);
        assertThat(frames.get(1).body().length()).isEqualTo(frames.get(2).body().length());
    }

    @Test
    void soundWhoseFramesGoOverPackets() {
        byte[] frame = {(byte) 0xFF, (byte) 0xF1, 0x50, (byte) 0x80, 2, 0x1F, (byte) 0xFC, 1, 2, 3, 4, 5, 6, 7, 8, 9};
        Buffer frames = Buffer.buffer();
        for (int i = 0; i < 10; i++) {
            frames.appendBytes(frame);
        }
        TsFile file = new TsFile().tables(0, 0x0F);
        file.pes(TsFile.AUDIO_PID, 90_000, 90_000, true, frames.getBytes(0, 40));
        file.pes(TsFile.AUDIO_PID, 90_000 + 3 * 2_090, 90_000 + 3 * 2_090, true, frames.getBytes(40, 160));
        List<FlvTag> tags = TsFile.read(reader, file.bytes(), 188);
        assertThat(tags).hasSize(11).allMatch(tag -> tag.type() == TagType.AUDIO);
        assertThat(tags.get(0).isSequenceHeader()).isTrue();
        assertThat(tags.get(0).body().getBytes()).endsWith(0x12, 0x10);
        assertThat(tags.get(10).timestampMillis() - tags.get(1).timestampMillis())
                .isEqualTo(209);
        assertThat(tags)
                .filteredOn(tag -> !tag.isSequenceHeader())
                .allMatch(tag -> tag.body().length() == 11);
    }

    @Test
    void whatIsNotTakenIsNamed() {
        TsFile.read(reader, new TsFile().tables(0x02, 0x81).bytes(), 188);
        assertThat(reader.refused()).isEqualTo("MPEG-2 video");
    }

    @Test
    void aPageOfTextIsNoTransportStream() {
        byte[] text = new byte[400_000];
        Arrays.fill(text, (byte) 'a');
        assertThatThrownBy(() -> TsFile.read(reader, Buffer.buffer(text), 10_000))
                .isInstanceOf(TsException.class)
                .hasMessage("is no MPEG-TS");
    }

    @Test
    void aPictureWithoutEndIsGivenUp() {
        TsFile file = pictures(1, 500);
        file.pes(TsFile.VIDEO_PID, 100_000, 100_000, false, TsFile.picture(false, PesReader.MOST_BYTES + 1_000, 5));
        file.pes(TsFile.VIDEO_PID, 103_600, 103_600, false, TsFile.picture(false, 500, 5));
        List<FlvTag> frames = frames(TsFile.read(reader, file.bytes(), 60_000));
        assertThat(frames).hasSize(2);
        assertThat(reader.damages()).isEqualTo(1);
    }

    private static TsFile pictures(int count, int size) {
        TsFile file = new TsFile().tables(0x1B, 0);
        for (int i = 0; i < count; i++) {
            file.pes(TsFile.VIDEO_PID, i * 3_600L, i * 3_600L, i % 2 == 0, TsFile.picture(i == 0, size, i + 1));
        }
        return file;
    }

    private static List<FlvTag> frames(List<FlvTag> tags) {
        return tags.stream().filter(tag -> !tag.isSequenceHeader()).toList();
    }
}
