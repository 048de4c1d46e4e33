package org.bittube.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bittube.gateway.flv.FlvReader;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.http.Ffmpeg;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that records is killed; the next one finishes its file. */
final class RecordingCrashIT {
    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");
    private static final Pattern DURATION = Pattern.compile("\"durationMillis\":(\\d+),\"since\"");
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    @TempDir
    Path folder;

    @Test
    void everythingUpToTheLastSecondIsKeptAndTheFileIsFinishedAtTheNextStart() throws Exception {
        Process process = start();
        long recordedMillis;
        try {
            URI gateway = address(process);
            ask(gateway, "PATCH", "{\"record\":true}");
            recordedMillis = recordedMillis(gateway);
            while (recordedMillis < 4_000) {
                recordedMillis = recordedMillis(gateway);
            }
        } finally {
            // SIGKILL: nothing in the process runs after it.
            process.destroyForcibly();
        }
        assertThat(process.waitFor()).isEqualTo(137);
        Path file = recordings().get(0);
        long leftBytes = Files.size(file);
        assertThat(millis(file)).as("what is on the disk").isGreaterThanOrEqualTo(recordedMillis - 1_000);
        long before = millis(file);

        try (RunningGateway gateway =
                RunningGateway.start(folder.resolve("bittube-data"), false, Map.of("recordings-free-megabytes", "0"))) {
            gateway.await("/live/demo/recording.json", RecordingIT::isRecorded);
            long deadline = System.nanoTime() + PATIENCE_NANOS;
            while (!isFinished(file)) {
                assertThat(System.nanoTime()).as("repaired in time").isLessThan(deadline);
            }
        }
        assertThat(leftBytes - Files.size(file)).isBetween(0L, 100_000L);
        assertThat(millis(file)).isEqualTo(before);
        assertThat(recordings()).hasSize(2);
        for (Path one : recordings()) {
            FlvTools.assertFaultless(one);
        }
        assertThat(Ffmpeg.duration(file)).isGreaterThanOrEqualTo(recordedMillis / 1_000.0 - 1.0);
    }

    private Process start() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                Path.of(System.getProperty("bittube.testdata"))
                        .resolveSibling("gateway/target/bittube.jar")
                        .toString()));
        command.addAll(List.of("demo", "--http-host", "127.0.0.1", "--http-port", "0", "--stun-port", "0"));
        command.addAll(List.of("--admin-token", RunningGateway.TOKEN, "--recordings-free-megabytes", "0"));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("BITTUBE_") || name.equals("JAVA_TOOL_OPTIONS"));
        return builder.start();
    }

    private static URI address(Process process) throws IOException {
        // Not closed: that would end the process's output. It says less than a pipe holds.
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder said = new StringBuilder();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            said.append(line).append('\n');
            Matcher address = ADDRESS.matcher(line);
            if (address.find()) {
                return URI.create(address.group());
            }
        }
        throw new AssertionError("no address in: " + said);
    }

    private static long recordedMillis(URI gateway) throws IOException, InterruptedException {
        Matcher duration = DURATION.matcher(ask(gateway, "GET", ""));
        return duration.find() ? Long.parseLong(duration.group(1)) : 0;
    }

    private static String ask(URI gateway, String method, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(gateway.resolve("/api/channels/demo"))
                .header("Authorization", "Bearer " + RunningGateway.TOKEN)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    private List<Path> recordings() throws IOException {
        try (var files = Files.walk(folder.resolve("bittube-data").resolve("recordings"))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static boolean isFinished(Path file) throws IOException {
        byte[] head = new byte[1_000];
        try (var in = Files.newInputStream(file)) {
            in.readNBytes(head, 0, head.length);
        }
        return new String(head, StandardCharsets.ISO_8859_1).contains("duration");
    }

    /** The newest timestamp of a whole tag. */
    private static long millis(Path file) throws IOException {
        List<FlvTag> tags = new ArrayList<>();
        FlvReader reader = new FlvReader();
        reader.accept(Buffer.buffer(Files.readAllBytes(file)), tags::add);
        assertThat(reader.resyncs()).isZero();
        return tags.get(tags.size() - 1).timestampMillis();
    }
}
