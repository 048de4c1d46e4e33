package org.bittube.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bittube.tracker.app.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tracker in a process of its own, and a gateway that registers its groups there. */
class RegistrationIT {
    private static final String KEY = "key-of-the-gateways";

    @TempDir
    private Path folder = Path.of("");

    private Process tracker;
    private int port;

    @BeforeEach
    void startTracker() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "--http-host=127.0.0.1",
                        "--http-port=0",
                        "--stun-port=0",
                        "--groups=registered")
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("BITTUBE_"));
        builder.environment().put("BITTUBE_GATEWAY_KEY", KEY);
        tracker = builder.start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(tracker.getInputStream(), StandardCharsets.UTF_8));
        // The gateway's log writes to the same output.
        Matcher address = out.lines()
                .map(Pattern.compile("Tracker: .*:(\\d+)/tracker")::matcher)
                .filter(Matcher::matches)
                .findFirst()
                .orElseThrow();
        port = Integer.parseInt(address.group(1));
    }

    @AfterEach
    void stopTracker() {
        tracker.destroyForcibly();
    }

    @Test
    void groupsOfTheGatewayAreJoinedThereAndCountedHereUntilTheyEnd() throws Exception {
        TrackerViewer early = new TrackerViewer(port, "demo");
        early.join(null);
        assertThat(early.next()).contains("\"error\"", "\"unknown-group\"");
        try (RunningGateway gateway = RunningGateway.start(
                folder,
                true,
                Map.of(
                        "tracker",
                        "ws://127.0.0.1:" + port + "/tracker",
                        "tracker-key",
                        KEY,
                        "public-url",
                        "https://tv.example/"))) {
            String key = gateway.await("/live/demo/info.json", answer -> answer.statusCode() == 200)
                    .get("publicKey")
                    .textValue();
            TrackerViewer viewer = new TrackerViewer(port, "demo");
            assertThat(answerAfter("\"unknown-group\"", viewer))
                    .contains("\"welcome\"", "\"publicKey\":\"" + key + "\"", "\"https://tv.example/\"");
            gateway.await("/api/channels/demo", answer -> answer.body().contains("\"viewers\":1"));
            KeyPair site = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            String secret =
                    "{\"access\":\"token\",\"key\":{\"algorithm\":\"HS256\",\"secret\":\"" + SiteTokens.SECRET + "\"}}";
            assertThat(RunningGateway.problem(gateway.api("PUT", "/api/channels/demo/policy", secret), 400))
                    .contains("use a key of EdDSA");
            gateway.api("PUT", "/api/channels/demo/policy", SiteTokens.policy(site));
            assertThat(answerAfter("\"welcome\"", viewer)).contains("\"denied\"", "invited viewers");
            viewer.join(SiteTokens.token(site, "demo", "watch", 60));
            assertThat(viewer.next()).contains("\"welcome\"");
            assertThat(gateway.api("DELETE", "/api/channels/demo", "").statusCode())
                    .isEqualTo(204);
            assertThat(viewer.next()).contains("\"unknown-group\"", "\"fatal\":true", "has ended");
        }
    }

    @Test
    void nobodyRegistersWithoutTheKeyNorWhatIsNoGroup() throws Exception {
        assertThat(register("{}", "wrong").statusCode()).isEqualTo(401);
        assertThat(register("{\"groups\":[{\"group\":\"a/b\"}]}", KEY).body()).contains("A group's name is");
        assertThat(register("{\"ended\":[\"" + "x".repeat(1_100_000) + "\"]}", KEY)
                        .statusCode())
                .isEqualTo(413);
        assertThat(register("{\"groups\":[{\"group\":\"a\"}]}", KEY).body())
                .isEqualTo("{\"seconds\":300,\"peers\":{},\"refused\":{}}");
        assertThat(register("{\"groups\":[{\"group\":\"a\",\"publicKey\":\"" + "A".repeat(43) + "\"}]}", KEY)
                        .body())
                .contains("another key");
    }

    /** What a join is answered after it was answered that, however long the gateway takes to tell of the group. */
    private static String answerAfter(String first, TrackerViewer viewer) throws InterruptedException {
        for (; ; ) {
            viewer.join(null);
            String answer = viewer.next();
            if (!answer.contains(first)) {
                return answer;
            }
            Thread.sleep(50);
        }
    }

    private HttpResponse<String> register(String body, String key) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/registrations"))
                                .header("Authorization", "Bearer " + key)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
