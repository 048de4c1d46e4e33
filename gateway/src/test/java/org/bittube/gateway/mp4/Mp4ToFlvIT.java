package org.bittube.gateway.mp4;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What ffmpeg decodes from the FLV is what it decodes from the source. */
final class Mp4ToFlvIT {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-movflags +faststart -f mp4",
                "-movflags +frag_keyframe+empty_moov+default_base_moof -f mp4",
                "-movflags +negative_cts_offsets -f mp4",
                "-f mov"
            })
    void samePicturesAndSameSound(String layout, @TempDir Path folder) throws Exception {
        Path source = folder.resolve("source");
        List<String> encode = new ArrayList<>(words("-f lavfi -i testsrc2=size=320x180:rate=30000/1001"
                + " -f lavfi -i sine=frequency=440:sample_rate=48000 -t 5 -c:v libx264 -preset fast -bf 3 -g 60"
                + " -pix_fmt yuv420p -c:a aac -b:a 64k " + layout));
        encode.add(source.toString());
        ffmpeg(encode);
        Path flv = folder.resolve("result.flv");
        try (FileChannel in = FileChannel.open(source);
                FileChannel out = FileChannel.open(flv, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            Mp4ToFlv.remux(in, out);
        }
        List<String> pictures = hashes(source, "-map 0:v");
        assertThat(pictures).hasSize(150);
        assertThat(hashes(flv, "-map 0:v")).isEqualTo(pictures);
        List<String> sound = hashes(source, "-map 0:a -c copy");
        assertThat(sound).hasSizeGreaterThan(200);
        assertThat(hashes(flv, "-map 0:a -c copy")).isEqualTo(sound);
        assertThat(duration(flv)).isBetween(4.95, 5.2);
    }

    private static double duration(Path file) throws Exception {
        return Double.parseDouble(run(List.of(
                        "ffprobe",
                        "-v",
                        "error",
                        "-show_entries",
                        "format=duration",
                        "-of",
                        "csv=p=0",
                        file.toString()))
                .strip());
    }

    /** The hash of each frame, without its times, which differ by what FLV cannot say. */
    private static List<String> hashes(Path file, String options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("-i", file.toString()));
        arguments.addAll(words(options));
        arguments.addAll(List.of("-f", "framemd5", "-"));
        return ffmpeg(arguments)
                .lines()
                .filter(line -> !line.startsWith("#"))
                // Stream, decode time, time, duration, size, hash; then perhaps what a source says beside.
                .map(line -> line.split(", *", -1)[5])
                .toList();
    }

    private static String ffmpeg(List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-nostdin", "-y"));
        command.addAll(arguments);
        return run(command);
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Path errors = Files.createTempFile("ffmpeg", ".log");
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
        Files.delete(errors);
        return out;
    }

    private static List<String> words(String text) {
        return List.of(text.split(" "));
    }
}
