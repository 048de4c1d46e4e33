package org.bittube.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console's server side over the network: who comes in, and what is told. */
final class ConsoleIT {

    private static final String CSRF = "BitTube-CSRF";

    @Test
    void sessionOpensTheApiForItsOwnPageOnly(@TempDir Path folder) {
        Map<String, String> settings = Map.of("trusted-proxies", "127.0.0.1", "free-megabytes", "0");
        try (RunningGateway gateway = RunningGateway.start(folder, true, settings)) {
            assertThat(gateway.get("/api/session").statusCode()).isEqualTo(204);
            RunningGateway.problem(signIn(gateway, "wrong"), 401);
            HttpResponse<String> signedIn = signIn(gateway, RunningGateway.TOKEN);
            assertThat(signedIn.statusCode()).isEqualTo(204);
            String given = signedIn.headers().firstValue("set-cookie").orElseThrow();
            assertThat(given)
                    .containsIgnoringCase("HttpOnly")
                    .contains("SameSite=Strict", "Path=/")
                    .doesNotContain("Secure");
            String cookie = given.substring(0, given.indexOf(';'));
            JsonNode session = RunningGateway.json(gateway.get("/api/session", "Cookie", cookie));
            assertThat(session.get("demo").booleanValue()).isTrue();
            String csrf = session.get("csrf").textValue();

            assertThat(gateway.get("/api/channels", "Cookie", cookie).statusCode())
                    .isEqualTo(200);
            RunningGateway.problem(stop(gateway, "Cookie", cookie), 403);
            RunningGateway.problem(stop(gateway, "Cookie", cookie, CSRF, "wrong"), 403);
            RunningGateway.problem(stop(gateway, "Cookie", cookie, CSRF, csrf, "Origin", "http://evil.example"), 403);
            String own = "http://127.0.0.1:" + gateway.port();
            assertThat(stop(gateway, "Cookie", cookie, CSRF, csrf, "Origin", own)
                            .statusCode())
                    .isEqualTo(200);
            String file = "/objects/" + tokenObject(gateway);
            assertThat(gateway.get(file, "Cookie", cookie).statusCode())
                    .as("media take no cookie")
                    .isEqualTo(gateway.get(file).statusCode())
                    .isGreaterThanOrEqualTo(400);
            var preflight = gateway.send(gateway.request("/api/channels/demo/stop")
                    .header("Origin", "http://evil.example")
                    .header("Access-Control-Request-Method", "POST")
                    .method("OPTIONS", BodyPublishers.noBody()));
            assertThat(preflight.headers().firstValue("access-control-allow-headers"))
                    .isEmpty();
            assertThat(preflight.headers().firstValue("access-control-allow-credentials"))
                    .isEmpty();

            var out = gateway.send(gateway.request("/api/session")
                    .headers("Cookie", cookie, CSRF, csrf)
                    .DELETE());
            assertThat(out.statusCode()).isEqualTo(204);
            assertThat(out.headers().firstValue("set-cookie").orElseThrow()).contains("Max-Age=0");
            RunningGateway.problem(gateway.get("/api/channels", "Cookie", cookie), 401);
            assertThat(gateway.get("/api/session", "Cookie", cookie).statusCode())
                    .isEqualTo(204);

            var secure = gateway.send(signIn(gateway).header("X-Forwarded-Proto", "https"));
            assertThat(secure.headers().firstValue("set-cookie").orElseThrow()).contains("Secure");
            RunningGateway.problem(gateway.send(signIn(gateway).header("Origin", "http://evil.example")), 403);
        }
    }

    @Test
    void channelIsChanged(@TempDir Path folder) {
        try (RunningGateway gateway = RunningGateway.start(folder, true, Map.of("rtmp-port", "0"))) {
            assertThat(RunningGateway.json(gateway.get("/api/live"))).hasSize(1);
            String words = "{\"title\":\" Our news \",\"description\":\"Every hour.\\nIn colour.\",\"public\":false}";
            JsonNode changed = RunningGateway.json(gateway.api("PATCH", "/api/channels/demo", words));
            assertThat(changed.get("title").textValue()).isEqualTo("Our news");
            assertThat(changed.get("public").booleanValue()).isFalse();
            assertThat(RunningGateway.json(gateway.get("/api/live")))
                    .as("not for everybody")
                    .isEmpty();
            String publish = "{\"source\":{\"type\":\"rtmp-publish\"},\"public\":true}";
            JsonNode published = RunningGateway.json(gateway.api("PATCH", "/api/channels/demo", publish));
            assertThat(published.get("streamKey").textValue()).hasSize(43);
            assertThat(published.at("/source/type").textValue()).isEqualTo("rtmp-publish");
            assertThat(published.get("running").booleanValue()).isTrue();
            assertThat(RunningGateway.json(gateway.api("PATCH", "/api/channels/demo", publish))
                            .has("streamKey"))
                    .as("the key stays")
                    .isFalse();
            assertThat(RunningGateway.json(gateway.get("/api/live"))
                            .get(0)
                            .get("description")
                            .textValue())
                    .isEqualTo("Every hour.\nIn colour.");
            String[] bad = {
                "{}",
                "{\"title\":7}",
                "{\"title\":\"" + "x".repeat(256) + "\"}",
                "{\"title\":\"a\\u0007b\"}",
                "{\"public\":\"yes\"}",
                "{\"title\":\"kept out\",\"source\":{\"type\":\"file\",\"path\":\"/etc/passwd\"}}",
                "{\"name\":\"other\"}",
            };
            for (String body : bad) {
                RunningGateway.problem(gateway.api("PATCH", "/api/channels/demo", body), 400);
            }
            assertThat(RunningGateway.json(gateway.api("GET", "/api/channels/demo", ""))
                            .get("title")
                            .textValue())
                    .isEqualTo("Our news");
            RunningGateway.problem(gateway.api("PATCH", "/api/channels/nobody", words), 404);
        }
    }

    @Test
    void tellsWhatHappensWhileItHappens(@TempDir Path folder) throws Exception {
        try (RunningGateway gateway = RunningGateway.start(folder, true, Map.of())) {
            RunningGateway.problem(gateway.get("/api/events"), 401);
            var stream = gateway.streamed("/api/events");
            assertThat(stream.headers().firstValue("content-type")).contains("text/event-stream");
            try (var lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
                assertThat(next(lines, "channels").get(0).get("name").textValue())
                        .isEqualTo("demo");
                gateway.await("/live/demo/info.json", answer -> answer.statusCode() == 200);
                assertThat(gateway.get("/live/demo/join").statusCode()).isEqualTo(200);
                JsonNode sample = next(lines, "sample");
                assertThat(sample.at("/total/viewers").isNumber()).isTrue();
                assertThat(sample.at("/channels/demo/serverBytes").isNumber()).isTrue();
                assertThat(sample.at("/channels/demo/lagP50Millis").isNull()).isTrue();
                gateway.api("POST", "/api/channels/demo/stop", "");
                JsonNode stopped = next(lines, "log");
                assertThat(stopped.get("kind").textValue()).isEqualTo("stopped");
                assertThat(stopped.get("channel").textValue()).isEqualTo("demo");
            }
            JsonNode hour = RunningGateway.json(gateway.api("GET", "/api/history?range=hour", ""));
            assertThat(hour.get("at")).isNotEmpty();
            assertThat(hour.get("serverBytes")).hasSameSizeAs(hour.get("at"));
            for (String range : new String[] {"hour&channel=demo", "day", "month&channel=demo"}) {
                assertThat(gateway.api("GET", "/api/history?range=" + range, "").statusCode())
                        .isEqualTo(200);
            }
            RunningGateway.problem(gateway.api("GET", "/api/history?range=year", ""), 400);
            RunningGateway.problem(gateway.api("GET", "/api/history?channel=nobody", ""), 404);
            JsonNode log = RunningGateway.json(gateway.api("GET", "/api/log?limit=2", ""))
                    .get("entries");
            assertThat(log).hasSize(2);
            assertThat(log.get(0).get("kind").textValue()).isEqualTo("stopped");
            long before = log.get(1).get("id").longValue();
            assertThat(RunningGateway.json(gateway.api("GET", "/api/log?before=" + before, ""))
                            .get("entries"))
                    .allSatisfy(entry -> assertThat(entry.get("id").longValue()).isLessThan(before));
            RunningGateway.problem(gateway.api("GET", "/api/log?limit=501", ""), 400);
            RunningGateway.problem(gateway.api("GET", "/api/log?before=-1", ""), 400);
        }
    }

    @Test
    void looksAtSourcesAndKeepsSettings(@TempDir Path folder) {
        try (RunningGateway gateway = RunningGateway.start(folder, true, Map.of())) {
            // At the same time as the rest: it takes some seconds.
            var probe = CompletableFuture.supplyAsync(() -> gateway.api(
                    "POST", "/api/probe", "{\"source\":{\"type\":\"file\",\"path\":\"demo.flv\",\"loop\":true}}"));
            String[] refused = {
                "{\"type\":\"file\",\"path\":\"/etc/passwd\"}",
                "{\"type\":\"http-flv\",\"url\":\"http://169.254.169.254/latest\"}",
                "{\"type\":\"http-flv\",\"url\":\"http://127.0.0.1:1/live.flv\"}",
            };
            for (String source : refused) {
                JsonNode answer = RunningGateway.json(gateway.api("POST", "/api/probe", "{\"source\":" + source + "}"));
                assertThat(answer.get("ok").booleanValue()).isFalse();
                assertThat(answer.get("reason").textValue()).isNotBlank();
            }
            RunningGateway.problem(gateway.api("POST", "/api/probe", "{\"source\":{\"type\":\"rtmp-publish\"}}"), 400);
            String path = "/api/console/settings";
            assertThat(RunningGateway.json(gateway.api("GET", path, ""))
                            .get("currency")
                            .textValue())
                    .isEqualTo("EUR");
            gateway.api("PUT", path, "{\"pricePerGigabyte\":0.09,\"currency\":\"US$\"}");
            assertThat(gateway.api("GET", path, "").body())
                    .isEqualTo("{\"pricePerGigabyte\":0.09,\"currency\":\"US$\"}");
            for (String bad : new String[] {"-1", "1e99", "\"1\"", "null"}) {
                RunningGateway.problem(
                        gateway.api("PUT", path, "{\"pricePerGigabyte\":" + bad + ",\"currency\":\"EUR\"}"), 400);
            }
            String page = "http://127.0.0.1:" + gateway.port() + "/watch/demo";
            JsonNode embed = RunningGateway.json(gateway.get("/oembed?maxwidth=320&format=json&url=" + page));
            assertThat(embed.get("html").textValue()).contains("/embed/demo\"", "width=\"320\" height=\"180\"");
            assertThat(embed.get("title").textValue()).isEqualTo("demo");
            RunningGateway.problem(gateway.get("/oembed?url=" + page + "s"), 404);
            RunningGateway.problem(gateway.get("/oembed?format=xml&url=" + page), 501);
            JsonNode seen = RunningGateway.json(probe.join());
            assertThat(seen.get("ok").booleanValue()).as(seen.toString()).isTrue();
            assertThat(seen.get("video").textValue()).contains("H.264");
            assertThat(seen.get("bitsPerSecond").longValue()).isPositive();
        }
    }

    /** Reads until an event of that name came. */
    private static JsonNode next(BufferedReader lines, String event) throws IOException {
        String line = lines.readLine();
        while (line != null && !line.equals("event: " + event)) {
            line = lines.readLine();
        }
        return new ObjectMapper().readTree(lines.readLine().substring("data: ".length()));
    }

    /** The id of an object that only those see who know its token. */
    private static String tokenObject(RunningGateway gateway) {
        var added = new LibraryClient(gateway).post("a.bin", LibraryClient.contents(10, 0));
        String id = RunningGateway.json(added).get("id").textValue();
        gateway.api("PATCH", "/api/objects/" + id, "{\"visibility\":\"token\"}");
        return id;
    }

    private static HttpResponse<String> stop(RunningGateway gateway, String... headers) {
        return gateway.send(
                gateway.request("/api/channels/demo/stop").headers(headers).POST(BodyPublishers.noBody()));
    }

    private static HttpResponse<String> signIn(RunningGateway gateway, String token) {
        return gateway.send(gateway.request("/api/session")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"token\":\"" + token + "\"}")));
    }

    private static HttpRequest.Builder signIn(RunningGateway gateway) {
        return gateway.request("/api/session")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"token\":\"" + RunningGateway.TOKEN + "\"}"));
    }
}
