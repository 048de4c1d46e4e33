package org.bittube.gateway.ts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.TagType;
import org.bittube.gateway.flv.Tags;
import org.bittube.gateway.http.Ffmpeg;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What ffmpeg decodes from the FLV is what it decodes from the transport stream. */
class TsReaderIT {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-c:v libx264 -preset fast -bf 3 -g 50 -pix_fmt yuv420p -c:a aac",
                "-c:v libx264 -preset ultrafast -g 25 -pix_fmt yuv420p -c:a libmp3lame -mpegts_m2ts_mode 0 -pat_period 0.3",
                "-c:v libx264 -preset fast -flags +ildct+ilme -g 25 -pix_fmt yuv422p10le -c:a aac -ac 2 -muxrate 4M"
            })
    void samePicturesAndSameSound(String options) throws Exception {
        Path source = encode(options);
        Path result = folder.resolve("result.flv");
        Files.write(result, Tags.file(fromZero(read(source))).getBytes());
        List<String> pictures = Ffmpeg.frameHashes(source, "-map 0:v");
        assertThat(pictures).hasSize(75);
        assertThat(Ffmpeg.frameHashes(result, "-map 0:v")).isEqualTo(pictures);
        List<String> sound = Ffmpeg.frameHashes(source, "-map 0:a");
        assertThat(sound).hasSizeGreaterThan(100);
        assertThat(Ffmpeg.frameHashes(result, "-map 0:a")).isEqualTo(sound);
    }

    /** This ffmpeg may not know H.265 in FLV: it is given the NAL units themselves, those of the sequence header first. */
    @Test
    void samePicturesInH265() throws Exception {
        Path source = encode("-c:v libx265 -preset ultrafast -x265-params log-level=none:keyint=25 -c:a aac");
        ByteArrayOutputStream units = new ByteArrayOutputStream();
        for (FlvTag tag : read(source)) {
            if (tag.type() == TagType.VIDEO && tag.isSequenceHeader()) {
                writeSets(tag.body(), units);
            } else if (tag.type() == TagType.VIDEO) {
                writeUnits(tag.body(), 8, units);
            }
        }
        Path result = folder.resolve("result.h265");
        Files.write(result, units.toByteArray());
        List<String> pictures = Ffmpeg.frameHashes(source, "-map 0:v");
        assertThat(pictures).hasSize(75);
        assertThat(Ffmpeg.frameHashes(result, "-map 0:v")).isEqualTo(pictures);
    }

    private Path encode(String options) throws Exception {
        Path source = folder.resolve("source.ts");
        Ffmpeg.run("-f lavfi -i testsrc2=size=320x180:rate=25 -f lavfi -i sine=frequency=440:sample_rate=44100 -t 3 "
                + options + " -f mpegts " + source);
        return source;
    }

    private static List<FlvTag> read(Path source) throws Exception {
        TsReader reader = new TsReader();
        List<FlvTag> tags = TsFile.read(reader, Buffer.buffer(Files.readAllBytes(source)), 3_000);
        assertThat(reader.lostPackets() + reader.damages() + reader.resyncs()).isZero();
        return tags;
    }

    private static List<FlvTag> fromZero(List<FlvTag> tags) {
        long first = tags.stream().mapToLong(FlvTag::timestampMillis).min().orElseThrow();
        return tags.stream()
                .map(tag -> tag.withTimestamp(tag.timestampMillis() - first))
                .toList();
    }

    private static void writeSets(Buffer body, ByteArrayOutputStream out) {
        int at = 5 + 22;
        int arrays = body.getUnsignedByte(at++);
        for (int i = 0; i < arrays; i++) {
            int units = body.getUnsignedShort(at + 1);
            at += 3;
            for (int j = 0; j < units; j++) {
                int bytes = body.getUnsignedShort(at);
                writeUnit(body, at + 2, bytes, out);
                at += 2 + bytes;
            }
        }
        assertThat(at).isEqualTo(body.length());
    }

    private static void writeUnits(Buffer body, int from, ByteArrayOutputStream out) {
        int at = from;
        while (at < body.length()) {
            int bytes = body.getInt(at);
            writeUnit(body, at + 4, bytes, out);
            at += 4 + bytes;
        }
    }

    private static void writeUnit(Buffer body, int from, int bytes, ByteArrayOutputStream out) {
        out.writeBytes(new byte[] {0, 0, 0, 1});
        out.writeBytes(body.getBytes(from, from + bytes));
    }
}
