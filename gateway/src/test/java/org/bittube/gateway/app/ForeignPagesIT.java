package org.bittube.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What pages of other sites get of this gateway: the player with all that it asks for, frames, and what they are told. */
final class ForeignPagesIT {
    private static final String ORIGIN = "https://blog.example";
    /** How embed.js names its parts, and these name each other. */
    private static final Pattern PART =
            Pattern.compile("[\"'`](?:assets/|\\./)([A-Za-z0-9.-]+-[A-Z0-9]{8}\\.js)[\"'`]");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void whatAPlayerAsksForMayBeReadByEveryOrigin() {
        try (RunningGateway gateway = RunningGateway.start(folder, true, Map.of("free-megabytes", "0"))) {
            JsonNode info = gateway.await("/live/demo/info.json", answer -> answer.statusCode() == 200);
            String packets =
                    "/live/demo/" + info.get("epoch") + "/packets/" + info.get("headSeq") + "-" + info.get("headSeq");
            String object = "/objects/" + new LibraryClient(gateway).added("a.bin", LibraryClient.contents(100, 0));
            List<String> there = List.of(
                    "/live/demo/info.json",
                    "/live/demo/join",
                    packets,
                    "/live/demo/recording.json",
                    object,
                    object + "/info.json",
                    object + "/descriptor",
                    object + "/hashes/0",
                    object + "/pieces/1-1");
            for (String path : there) {
                assertThat(readable(gateway, path).statusCode()).as(path).isEqualTo(200);
                var preflight = gateway.send(gateway.request(path)
                        .headers("Origin", ORIGIN, "Access-Control-Request-Method", "GET")
                        .method("OPTIONS", BodyPublishers.noBody()));
                assertThat(preflight.statusCode()).as(path).isEqualTo(204);
                assertThat(preflight.headers().firstValue("access-control-allow-methods"))
                        .hasValueSatisfying(methods -> assertThat(methods).contains("GET"));
            }
            String nothing = object.substring(0, object.length() - 3) + "AAA";
            for (String path : List.of("/live/nobody/info.json", "/live/nobody/join", nothing + "/info.json")) {
                assertThat(readable(gateway, path).statusCode())
                        .as("why not is to be read, too: %s", path)
                        .isEqualTo(404);
            }
            gateway.api("PUT", "/api/channels/demo/policy", "{\"origins\":[\"https://tv.example\"]}");
            HttpResponse<String> refused = readable(gateway, "/live/demo/join");
            assertThat(refused.headers().firstValue("bittube-refusal")).contains("origin");
            assertThat(refused.headers().firstValue("access-control-expose-headers"))
                    .hasValueSatisfying(exposed -> assertThat(exposed).contains("BitTube-Refusal"));
        }
    }

    @Test
    void embedJsIsAskedForAnewAndNamesFilesThatNeverChange() {
        Assumptions.assumeTrue(
                ForeignPagesIT.class.getResource("/web/embed.js") != null, "the web module has not been built");
        try (RunningGateway gateway = RunningGateway.start(folder, false, Map.of())) {
            HttpResponse<String> embed = readable(gateway, "/embed.js");
            assertThat(embed.headers().firstValue("cache-control")).contains("no-cache");
            assertThat(embed.headers().firstValue("cross-origin-resource-policy"))
                    .contains("cross-origin");
            String etag = embed.headers().firstValue("etag").orElseThrow();
            assertThat(gateway.get("/embed.js", "If-None-Match", etag).statusCode())
                    .isEqualTo(304);

            Deque<String> unread = new ArrayDeque<>(List.of(embed.body()));
            Set<String> parts = new HashSet<>();
            while (!unread.isEmpty()) {
                Matcher named = PART.matcher(unread.pop());
                while (named.find()) {
                    if (parts.add(named.group(1))) {
                        HttpResponse<String> part = readable(gateway, "/assets/" + named.group(1));
                        assertThat(part.statusCode()).as(named.group(1)).isEqualTo(200);
                        assertThat(part.headers().firstValue("cache-control"))
                                .contains("public, max-age=31536000, immutable");
                        unread.push(part.body());
                    }
                }
            }
            assertThat(parts)
                    .as("player, film, download and what they load later")
                    .anyMatch(part -> part.startsWith("player-"))
                    .anyMatch(part -> part.startsWith("film-session-"))
                    .anyMatch(part -> part.startsWith("download-"))
                    .anyMatch(part -> part.startsWith("controls-"));
        }
    }

    @Test
    void othersAreToldWhatThePolicyAllows() {
        Assumptions.assumeTrue(
                ForeignPagesIT.class.getResource("/web/watch.html") != null, "the web module has not been built");
        try (RunningGateway gateway = RunningGateway.start(folder, true, Map.of())) {
            String about = "{\"title\":\"The board meets\",\"description\":\"On the merger\",\"public\":false}";
            gateway.api("PATCH", "/api/channels/demo", about);
            assertThat(readable(gateway, oEmbed(gateway, "demo")).body())
                    .as("not in the list, but for whoever knows its name")
                    .contains("The board meets", "allow=\\\"autoplay; fullscreen; picture-in-picture\\\"");
            assertThat(gateway.get("/watch/demo").body()).contains("property=\"og:title\" content=\"The board meets\"");
            assertThat(gateway.get("/embed/demo").headers().firstValue("content-security-policy"))
                    .hasValueSatisfying(csp -> assertThat(csp).endsWith("frame-ancestors *"));

            String policy = "{\"access\":\"token\",\"key\":{\"algorithm\":\"HS256\",\"secret\":\"" + SiteTokens.SECRET
                    + "\"},\"origins\":[\"https://tv.example\",\"https://b.example:8443\"]}";
            gateway.api("PUT", "/api/channels/demo/policy", policy);
            RunningGateway.problem(readable(gateway, oEmbed(gateway, "demo")), 404);
            RunningGateway.problem(readable(gateway, oEmbed(gateway, "nobody")), 404);
            for (String page : List.of("/watch/demo", "/watch/nobody", "/embed/demo", "/tester/demo")) {
                assertThat(gateway.get(page).body())
                        .as(page)
                        .doesNotContain("The board", "merger", "og:title", "oembed");
            }
            HttpResponse<String> untold = gateway.get("/api/live/demo");
            RunningGateway.problem(untold, 401);
            assertThat(untold.headers().firstValue("bittube-refusal")).contains("token");
            assertThat(untold.body()).doesNotContain("The board", "merger", "viewers\"");
            assertThat(gateway.get("/api/live").body()).isEqualTo("[]");
            JsonNode told =
                    RunningGateway.json(gateway.get("/api/live/demo?token=" + SiteTokens.token("demo", "watch", 60)));
            assertThat(told.get("title").textValue()).isEqualTo("The board meets");
            RunningGateway.problem(gateway.get("/api/live/nobody"), 404);

            HttpResponse<String> frame = gateway.get("/embed/demo");
            assertThat(frame.headers().firstValue("content-security-policy")).hasValueSatisfying(csp -> assertThat(csp)
                    .endsWith("frame-ancestors 'self' https://b.example:8443 https://tv.example"));
            assertThat(frame.headers().firstValue("cross-origin-embedder-policy"))
                    .contains("require-corp");
        }
    }

    @Test
    void onlyThePageThatPublishesMayUseCameras() {
        Assumptions.assumeTrue(
                ForeignPagesIT.class.getResource("/web/publish.html") != null, "the web module has not been built");
        try (RunningGateway gateway = RunningGateway.start(folder, true, Map.of())) {
            assertThat(gateway.get("/publish/demo").headers().firstValue("permissions-policy"))
                    .hasValueSatisfying(allowed -> assertThat(allowed)
                            .contains("camera=(self)", "microphone=(self)", "display-capture=(self)"));
            for (String page : List.of("/", "/watch/demo", "/embed/demo", "/tester/demo", "/console")) {
                assertThat(gateway.get(page).headers().firstValue("permissions-policy"))
                        .as(page)
                        .hasValueSatisfying(allowed ->
                                assertThat(allowed).contains("camera=()", "microphone=()", "display-capture=()"));
            }
        }
    }

    private static HttpResponse<String> readable(RunningGateway gateway, String path) {
        HttpResponse<String> answer = gateway.get(path, "Origin", ORIGIN);
        assertThat(answer.headers().firstValue("access-control-allow-origin"))
                .as(path)
                .contains("*");
        return answer;
    }

    private static String oEmbed(RunningGateway gateway, String channel) {
        String page = "http://127.0.0.1:" + gateway.port() + "/watch/" + channel;
        return "/oembed?url=" + URLEncoder.encode(page, StandardCharsets.UTF_8);
    }
}
