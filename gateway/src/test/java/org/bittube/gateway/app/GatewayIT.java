package org.bittube.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Channels and their API, over the network, with a real database and the demo's clip as a source. */
final class GatewayIT {

    private static final String CLIP = "{\"type\":\"file\",\"path\":\"demo.flv\",\"loop\":true}";

    private Path folder = Path.of("");

    @BeforeEach
    void remember(@TempDir Path given) {
        folder = given.resolve("data");
    }

    @Test
    void channelIsMadeStoppedStartedAndDeleted() {
        try (RunningGateway gateway = demo()) {
            var made = gateway.api("POST", "/api/channels", "{\"name\":\"news\",\"source\":" + CLIP + "}");
            assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
            assertThat(made.headers().firstValue("location")).contains("/api/channels/news");

            JsonNode live = gateway.await(
                    "/api/channels/news", answer -> RunningGateway.json(answer).has("epoch"));
            assertThat(live.at("/source/type").textValue()).isEqualTo("file");
            assertThat(live.at("/source/state").textValue()).isEqualTo("running");
            assertThat(live.at("/running").booleanValue()).isTrue();
            assertThat(live.at("/addresses/flv").textValue()).isEqualTo("/live/news.flv");
            gateway.await("/live/news/info.json", answer -> answer.statusCode() == 200);
            assertThat(gateway.get("/live/news/join").statusCode()).isEqualTo(200);
            JsonNode after = RunningGateway.json(gateway.api("GET", "/api/channels/news", ""));
            assertThat(after.at("/egress/joinBytes").longValue()).isPositive();
            assertThat(RunningGateway.json(gateway.get("/api/live")))
                    .anySatisfy(one -> assertThat(one.at("/name").textValue()).isEqualTo("news"));
            JsonNode brief = RunningGateway.json(gateway.get("/api/live/news"));
            assertThat(brief.at("/live").booleanValue()).isTrue();
            assertThat(brief.has("source")).as("that is the operator's").isFalse();
            RunningGateway.problem(gateway.get("/api/live/nobody"), 404);

            for (int time = 0; time < 2; time++) {
                JsonNode stopped = RunningGateway.json(gateway.api("POST", "/api/channels/news/stop", ""));
                assertThat(stopped.at("/running").booleanValue()).isFalse();
                assertThat(stopped.has("epoch")).isFalse();
            }
            RunningGateway.problem(gateway.get("/live/news.flv"), 503);
            for (int time = 0; time < 2; time++) {
                JsonNode started = RunningGateway.json(gateway.api("POST", "/api/channels/news/start", ""));
                assertThat(started.at("/running").booleanValue()).isTrue();
            }
            JsonNode again = gateway.await(
                    "/api/channels/news", answer -> RunningGateway.json(answer).has("epoch"));
            assertThat(again.at("/epoch").longValue())
                    .isGreaterThan(live.at("/epoch").longValue());

            assertThat(gateway.api("DELETE", "/api/channels/news", "").statusCode())
                    .isEqualTo(204);
            RunningGateway.problem(gateway.api("DELETE", "/api/channels/news", ""), 404);
            RunningGateway.problem(gateway.api("GET", "/api/channels/news", ""), 404);
            RunningGateway.problem(gateway.api("POST", "/api/channels/news/start", ""), 404);
            RunningGateway.problem(gateway.get("/live/news.flv"), 404);
            assertThat(RunningGateway.json(gateway.api("GET", "/api/channels", "")))
                    .hasSize(1);
        }
    }

    @Test
    void channelsComeBackAsTheyWere() {
        JsonNode before;
        JsonNode idleBefore;
        try (RunningGateway gateway = demo()) {
            gateway.api("POST", "/api/channels", "{\"name\":\"idle\",\"start\":false,\"source\":" + CLIP + "}");
            idleBefore = RunningGateway.json(gateway.api("GET", "/api/channels/idle", ""));
            before = gateway.await(
                    "/api/channels/demo", answer -> RunningGateway.json(answer).has("epoch"));
        }
        try (RunningGateway gateway = RunningGateway.start(folder, false, Map.of())) {
            JsonNode after = gateway.await(
                    "/api/channels/demo", answer -> RunningGateway.json(answer).has("epoch"));
            assertThat(after.get("publicKey")).isEqualTo(before.get("publicKey"));
            assertThat(after.get("created")).isEqualTo(before.get("created"));
            assertThat(after.get("epoch").longValue())
                    .isGreaterThan(before.get("epoch").longValue());
            JsonNode idle = RunningGateway.json(gateway.api("GET", "/api/channels/idle", ""));
            assertThat(idle.get("running").booleanValue()).isFalse();
            assertThat(idle.get("publicKey")).isEqualTo(idleBefore.get("publicKey"));
            assertThat(idle.get("publicKey")).isNotEqualTo(after.get("publicKey"));
        }
    }

    @Test
    void requestThatCannotBeIsRefusedWithWhatToDo() {
        try (RunningGateway gateway = RunningGateway.start(folder, true, Map.of("max-channels", "2"))) {
            String[] bad = {
                "{\"name\":\"a b\",\"source\":" + CLIP + "}",
                "{\"name\":\"..\",\"source\":" + CLIP + "}",
                "{\"name\":\"\",\"source\":" + CLIP + "}",
                "{\"name\":\"" + "x".repeat(129) + "\",\"source\":" + CLIP + "}",
                "{\"name\":7,\"source\":" + CLIP + "}",
                "{\"source\":" + CLIP + "}",
                "{\"name\":\"x\"}",
                "{\"name\":\"x\",\"source\":" + CLIP + ",\"more\":1}",
                "{\"name\":\"x\",\"start\":\"yes\",\"source\":" + CLIP + "}",
                "{\"name\":\"x\",\"name\":\"y\",\"source\":" + CLIP + "}",
                "{\"name\":\"x\",\"source\":" + CLIP + "} {}",
                "{\"name\":\"x\",\"source\":{\"type\":\"http-flv\",\"url\":\"http://169.254.169.254/latest\"}}",
                "{\"name\":\"x\",\"source\":{\"type\":\"file\",\"path\":\"../../etc/passwd\"}}",
                "{\"name\":\"x\",\"source\":{\"type\":\"file\",\"path\":\"/etc/passwd\"}}",
                "[]",
                "{",
                "nonsense",
            };
            for (String body : bad) {
                RunningGateway.problem(gateway.api("POST", "/api/channels", body), 400);
            }
            RunningGateway.problem(gateway.api("POST", "/api/channels", ""), 400);
            RunningGateway.problem(gateway.api("POST", "/api/channels", "[\"" + "x".repeat(70_000) + "\"]"), 413);
            RunningGateway.problem(gateway.api("PUT", "/api/channels", "{}"), 405);
            RunningGateway.problem(
                    gateway.send(gateway.request("/api/channels")
                            .header("Authorization", "Bearer " + RunningGateway.TOKEN)
                            .header("Content-Type", "text/plain")
                            .POST(java.net.http.HttpRequest.BodyPublishers.ofString("{}"))),
                    415);
            String demo = "{\"name\":\"demo\",\"source\":" + CLIP + "}";
            assertThat(RunningGateway.problem(gateway.api("POST", "/api/channels", demo), 409))
                    .contains("demo exists already");
            assertThat(gateway.api("POST", "/api/channels", demo.replace("\"demo\"", "\"second\""))
                            .statusCode())
                    .isEqualTo(201);
            assertThat(RunningGateway.problem(
                            gateway.api("POST", "/api/channels", demo.replace("\"demo\"", "\"third\"")), 409))
                    .contains("max-channels");
        }
    }

    @Test
    void onlyTheTokenOpensTheApi() {
        try (RunningGateway gateway = demo()) {
            for (String path : new String[] {"/api/channels", "/api/channels/demo", "/api/groups/demo"}) {
                var without = gateway.get(path);
                RunningGateway.problem(without, 401);
                assertThat(without.headers().firstValue("www-authenticate")).contains("Bearer");
            }
            RunningGateway.problem(gateway.get("/api/channels", "Authorization", "Basic d3Jvbmc6d3Jvbmc="), 401);
            var delete = gateway.request("/api/channels/demo").DELETE();
            RunningGateway.problem(gateway.send(delete), 401);
            for (int guess = 0; guess < 10; guess++) {
                RunningGateway.problem(gateway.get("/api/channels", "Authorization", "Bearer wrong" + guess), 401);
            }
            var slowed = gateway.get("/api/channels", "Authorization", "Bearer wrong");
            RunningGateway.problem(slowed, 429);
            assertThat(slowed.headers().firstValue("retry-after")).isPresent();
            assertThat(gateway.get("/api/live").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void tokenIsMadeOnceAndKept() {
        Map<String, String> noToken = Map.of("admin-token", "");
        String made;
        try (RunningGateway gateway = RunningGateway.start(folder, false, noToken)) {
            made = gateway.newToken().orElseThrow();
            assertThat(opens(gateway, made)).isTrue();
        }
        try (RunningGateway gateway = RunningGateway.start(folder, true, noToken)) {
            String ofThisRun = gateway.newToken().orElseThrow();
            assertThat(opens(gateway, ofThisRun)).isTrue();
            assertThat(opens(gateway, made)).isFalse();
        }
        try (RunningGateway gateway = RunningGateway.start(folder, false, noToken)) {
            assertThat(gateway.newToken()).isEmpty();
            assertThat(opens(gateway, made)).isTrue();
        }
        try (RunningGateway gateway = RunningGateway.start(folder, false, Map.of())) {
            assertThat(gateway.newToken()).isEmpty();
            assertThat(opens(gateway, made)).isFalse();
            assertThat(opens(gateway, RunningGateway.TOKEN)).isTrue();
        }
    }

    @Test
    void secondGatewayOnTheSamePortSaysWhatToDo(@TempDir Path other) {
        try (RunningGateway gateway = demo()) {
            String port = String.valueOf(gateway.request("/").build().uri().getPort());
            assertThatThrownBy(() -> RunningGateway.start(other, false, Map.of("http-port", port)))
                    .isInstanceOf(StartupFailure.class)
                    .hasMessageContaining("TCP port " + port + " is in use")
                    .hasMessageContaining("--http-port");
            // What the failed start had opened is free again.
            RunningGateway.start(other, false, Map.of()).close();
        }
    }

    @Test
    void viewersHearWhenTheGatewayStops() throws Exception {
        CompletableFuture<String> closed = new CompletableFuture<>();
        InputStream flv;
        try (RunningGateway gateway = demo()) {
            gateway.await("/live/demo/info.json", answer -> answer.statusCode() == 200);
            gateway.feed("demo", closed);
            flv = gateway.open("/live/demo.flv");
            assertThat(new String(flv.readNBytes(3), StandardCharsets.US_ASCII)).isEqualTo("FLV");
        }
        assertThat(closed.get(3, TimeUnit.SECONDS)).startsWith("1001 ").hasSizeGreaterThan(5);
        try (flv) {
            assertThatCode(flv::readAllBytes).as("ended as a body should end").doesNotThrowAnyException();
        }
    }

    private static boolean opens(RunningGateway gateway, String token) {
        return gateway.get("/api/channels", "Authorization", "Bearer " + token).statusCode() == 200;
    }

    private RunningGateway demo() {
        return RunningGateway.start(folder, true, Map.of());
    }
}
