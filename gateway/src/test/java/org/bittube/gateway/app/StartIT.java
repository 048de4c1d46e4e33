package org.bittube.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bittube.db.Database;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fat jar, started as an operator starts it. */
final class StartIT {

    private static final int PATIENCE_SECONDS = 30;

    private record Outcome(int status, String out, String err) {}

    private Path folder = Path.of("");

    @BeforeEach
    void remember(@TempDir Path given) {
        folder = given;
    }

    @Test
    void helpAndVersion() throws Exception {
        Outcome help = run("--help");
        assertThat(help.status()).isZero();
        assertThat(help.out()).contains("--http-port", "demo", "tracker");
        Outcome version = run("--version");
        assertThat(version.status()).isZero();
        assertThat(version.out()).startsWith("BitTube ").doesNotContain("development");
        assertThat(run("tracker", "--help").status()).isZero();
    }

    @Test
    void portInUse() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Outcome outcome =
                    run("--http-host", "127.0.0.1", "--http-port", "" + taken.getLocalPort(), "--stun-port", "0");
            assertFailed(outcome, 1, "TCP port " + taken.getLocalPort(), "--http-port");
        }
    }

    @Test
    void badSettingsFile() throws Exception {
        Files.writeString(folder.resolve("bittube.yaml"), "stun-port: 0\nhttp-prot: 8081\n");
        assertFailed(run(), 1, "bittube.yaml, line 2", "http-port");
        Files.writeString(folder.resolve("bittube.yaml"), "http-port: [\n");
        assertFailed(run("demo"), 1, "bittube.yaml, line", "not valid YAML");
    }

    @Test
    void badOption() throws Exception {
        assertFailed(run("--no-such-option"), 2, "--no-such-option", "--help");
    }

    @Test
    void dataFolderThatCannotBeWritten() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        assertFailed(run("--data-dir", file.toString(), "--stun-port", "0"), 1, "--data-dir");
        Path readOnly = Files.createDirectory(folder.resolve("read-only"));
        assertThat(readOnly.toFile().setWritable(false)).isTrue();
        if (Files.isWritable(readOnly)) {
            System.out.println("StartIT: root may write everywhere, so a read-only data folder is not tried");
        } else {
            assertFailed(run("--data-dir", readOnly.toString(), "--stun-port", "0"), 1, "--data-dir");
        }
    }

    @Test
    void dataFolderOfAnotherBitTube() throws Exception {
        Database held = Database.open(folder.resolve("bittube-data"));
        try {
            assertFailed(run("--http-port", "0", "--stun-port", "0"), 1, "in use by another BitTube");
        } finally {
            held.close();
        }
    }

    @Test
    void startsAndStopsWithinThreeSeconds() throws Exception {
        Process process = start("demo", "--http-host", "127.0.0.1", "--http-port", "0", "--stun-port", "0");
        List<String> lines = new ArrayList<>();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lines.add(line);
                if (line.contains("Ctrl-C")) {
                    // Unlike process.destroy() this leaves its output to be read.
                    process.toHandle().destroy();
                }
            }
        }
        assertThat(process.waitFor(3, TimeUnit.SECONDS)).as("ended in time").isTrue();
        String all = String.join("\n", lines);
        assertThat(all)
                .containsPattern("Watch +http://127\\.0\\.0\\.1:\\d+/watch/demo")
                .containsPattern("See it shared +http://127\\.0\\.0\\.1:\\d+/tester/demo")
                .containsPattern("Console +http://127\\.0\\.0\\.1:\\d+/console")
                .containsPattern("FLV +http://127\\.0\\.0\\.1:\\d+/live/demo\\.flv")
                .containsPattern("Admin token +[A-Za-z0-9_-]{43}");
        assertThat(lines.get(lines.size() - 1)).as(all).endsWith("stopped");
        assertThat(process.getErrorStream().readAllBytes()).isEmpty();
        Database.open(folder.resolve("bittube-data")).close();
    }

    private static void assertFailed(Outcome outcome, int status, String... parts) {
        assertThat(outcome.status()).as(outcome.toString()).isEqualTo(status);
        assertThat(outcome.err().lines())
                .as(outcome.err())
                .singleElement()
                .asString()
                .contains(parts);
    }

    private Outcome run(String... arguments) throws IOException, InterruptedException {
        Process process = start(arguments);
        // Both are short: nothing here fills a pipe.
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        return new Outcome(
                process.exitValue(),
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8),
                new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                Path.of(System.getProperty("bittube.testdata"))
                        .resolveSibling("gateway/target/bittube.jar")
                        .toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("BITTUBE_") || name.equals("JAVA_TOOL_OPTIONS"));
        return builder.start();
    }
}
