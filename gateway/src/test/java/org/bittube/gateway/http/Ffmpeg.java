package org.bittube.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** ffmpeg, which makes media for tests and says what is in those that we made. */
public final class Ffmpeg {
    private Ffmpeg() {}

    /** Runs it to its end, and answers what it printed; arguments are separated by one space. */
    public static String run(String arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-nostdin", "-y"));
        command.addAll(List.of(arguments.split(" ")));
        return run(command);
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Path errors = Files.createTempFile("program", ".log");
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
        Files.delete(errors);
        return out;
    }

    /** Length of a media file, in seconds. */
    public static double duration(Path file) throws IOException, InterruptedException {
        String question = "ffprobe -v error -show_entries format=duration -of csv=p=0";
        List<String> command = new ArrayList<>(List.of(question.split(" ")));
        command.add(file.toString());
        return Double.parseDouble(run(command).strip());
    }

    /** The hash of each frame, without its times, which differ by what a container cannot say. */
    public static List<String> frameHashes(Path file, String options) throws IOException, InterruptedException {
        return run("-i " + file + " " + options + " -f framemd5 -")
                .lines()
                .filter(line -> !line.startsWith("#"))
                // Stream, decode time, time, duration, size, hash; then perhaps what a source says beside.
                .map(line -> line.split(", *", -1)[5])
                .toList();
    }
}
