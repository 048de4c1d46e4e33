package org.bittube.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What other people's programs say about a file. */
final class FlvTools {
    private FlvTools() {}

    /** flvmeta and ffmpeg find no fault, and seeking finds the same pictures as reading through. */
    static void assertFaultless(Path file) throws IOException, InterruptedException {
        assertThat(run("flvmeta", "--check", file.toString()).strip()).isEqualTo("0 error(s), 0 warning(s)");
        assertThat(run("ffmpeg", "-v", "warning", "-i", file.toString(), "-f", "null", "-"))
                .isEmpty();
    }

    /** MD5 of each picture from about that second on, as ffmpeg finds it by seeking. */
    static List<String> pictures(String file, double fromSecond) throws IOException, InterruptedException {
        String all = run(
                "ffmpeg",
                "-v",
                "error",
                "-ss",
                "" + fromSecond,
                "-noaccurate_seek",
                "-i",
                file,
                "-an",
                "-f",
                "framemd5",
                "-");
        return all.lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.substring(line.lastIndexOf(',') + 1).strip())
                .toList();
    }

    /** Stream and MD5 of each packet, as ffmpeg reads the file. */
    static List<String> packets(Path file) throws IOException, InterruptedException {
        return run("ffmpeg", "-v", "error", "-i", file.toString(), "-map", "0", "-c", "copy", "-f", "framemd5", "-")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.substring(0, 2) + line.substring(line.lastIndexOf(',') + 1))
                .toList();
    }

    /** Runs a program to its end, and gives what it said. */
    static String run(String... command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(command));
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s: %s", words, said).isZero();
        return said;
    }
}
