package org.bittube.tracker.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bittube.tracker.message.Reconnect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The tracker as a process of its own. */
@Timeout(120)
class MainIT {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        RunningTracker.await(vertx.close());
    }

    @Test
    void printsItsAddressesServesAndDrainsOnASignal() throws Exception {
        Process process =
                start("--http-host", "127.0.0.1", "--http-port", "0", "--stun-port", "0", "--drain-seconds", "2");
        try (BufferedReader out = reader(process)) {
            int port = Integer.parseInt(match("Tracker: ws://127\\.0\\.0\\.1:(\\d+)/tracker", out.readLine()));
            assertThat(out.readLine()).isEqualTo("STUN: off");
            assertThat(out.readLine()).isEqualTo("WebTorrent: ws://127.0.0.1:" + port + "/announce");
            String token = match("Admin token for /api \\(not shown again\\): (\\S{32})", out.readLine());

            TestViewer viewer = TestViewer.connect(vertx, port);
            assertThat(viewer.join("anything").peers()).isEqualTo(1);
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + port + "/api/groups/anything"))
                    .header("Authorization", "Bearer " + token)
                    .build();
            assertThat(HttpClient.newHttpClient()
                            .send(request, HttpResponse.BodyHandlers.ofString())
                            .body())
                    .startsWith("{\"group\":\"anything\",\"peers\":1,");

            TestViewer oversized = TestViewer.connect(vertx, port);
            oversized.sendText("x".repeat(16 * 1024 + 1));
            assertThat(oversized.closedWith()).isEqualTo(1009);

            HttpRequest ready = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/ready"))
                    .build();
            HttpClient http = HttpClient.newHttpClient();
            assertThat(http.send(ready, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
            process.toHandle().destroy(); // unlike destroy() it leaves the output open
            assertThat(viewer.next(Reconnect.class).afterMillis()).isBetween(3_000, 8_000);
            HttpResponse<String> draining = http.send(ready, HttpResponse.BodyHandlers.ofString());
            assertThat(draining.statusCode()).isEqualTo(503);
            assertThat(draining.body()).contains("draining");
            assertThat(Handshake.statusOf(port)).isEqualTo(503);
            assertThat(viewer.isClosed()).isFalse();
            assertThat(viewer.closedWith()).isEqualTo(1001);
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(143);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void doesNotPrintATokenThatWasConfiguredAndEndsAtOnceAtTheSecondSignal() throws Exception {
        Process process = start(
                "--http-host=127.0.0.1",
                "--http-port=0",
                "--stun-port=0",
                "--admin-token=operators-own",
                "--drain-seconds=600",
                "--log-format=json");
        try (BufferedReader out = reader(process)) {
            int port = Integer.parseInt(match("Tracker: ws://127\\.0\\.0\\.1:(\\d+)/tracker", out.readLine()));
            assertThat(out.readLine()).isEqualTo("STUN: off");
            TestViewer viewer = TestViewer.connect(vertx, port);
            process.toHandle().destroy(); // unlike destroy() it leaves the output open
            viewer.next(Reconnect.class);
            process.toHandle().destroy();
            assertThat(out.lines())
                    .noneMatch(line -> line.contains("oken"))
                    .anyMatch(line -> line.matches("\\{\"time\":\"[^\"]+Z\",\"level\":\"INFO\","
                            + "\"logger\":\"[^\"]+\",\"message\":\"draining\",\"seconds\":600}"));
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void saysInOneLineThatItsPortIsTaken() throws Exception {
        NetServer taken = RunningTracker.await(
                vertx.createNetServer().connectHandler(socket -> {}).listen(0, "127.0.0.1"));
        int port = taken.actualPort();
        List<String> lines = linesAndStatus(1, "--http-host", "127.0.0.1", "--http-port", "" + port);
        assertThat(lines).singleElement().asString().contains("port " + port, "--http-port");
    }

    @Test
    void saysInOneLineWhatIsWrongWithAnOption() throws Exception {
        assertThat(linesAndStatus(2, "--http-port", "eighty"))
                .singleElement()
                .asString()
                .contains("--http-port");
        assertThat(linesAndStatus(2, "--stun-port", "70000"))
                .singleElement()
                .asString()
                .contains("--stun-port");
        assertThat(linesAndStatus(1, "--http-port", "0", "--webtorrent-allow", "/nowhere"))
                .singleElement()
                .asString()
                .contains("webtorrent-allow: /nowhere cannot be used: there is no such file.");
        assertThat(linesAndStatus(2, "--port", "1")).singleElement().asString().contains("--port");
    }

    @Test
    void tellsItsOptionsAndItsVersion() throws Exception {
        assertThat(String.join("\n", linesAndStatus(0, "--help")))
                .contains("--http-host", "--http-port", "--stun-port", "--public-host", "--admin-token")
                .contains("BITTUBE_HTTP_PORT", "8080", "3478");
        assertThat(linesAndStatus(0, "--version")).singleElement().asString().matches("bittube tracker \\d.*");
    }

    private static List<String> linesAndStatus(int status, String... args) throws Exception {
        Process process = start(args);
        try (BufferedReader out = reader(process)) {
            List<String> lines = new ArrayList<>(out.lines().toList());
            assertThat(process.waitFor()).as(lines.toString()).isEqualTo(status);
            return lines;
        } finally {
            process.destroyForcibly();
        }
    }

    private static Process start(String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("BITTUBE_"));
        return builder.start();
    }

    private static BufferedReader reader(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    private static String match(String pattern, String line) {
        Matcher matcher = Pattern.compile(pattern).matcher(String.valueOf(line));
        assertThat(matcher.matches()).as(String.valueOf(line)).isTrue();
        return matcher.group(1);
    }
}
