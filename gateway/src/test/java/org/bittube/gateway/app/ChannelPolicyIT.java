package org.bittube.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A channel is watched by whom its policy lets in, whatever way they try. */
final class ChannelPolicyIT {
    private static final String FOR_TOKENS =
            "{\"access\":\"token\",\"key\":{\"algorithm\":\"HS256\",\"secret\":\"" + SiteTokens.SECRET + "\"}}";

    @TempDir
    private Path folder = Path.of("");

    @Test
    void nobodyWatchesAChannelForTokensWithoutOne() throws Exception {
        try (RunningGateway gateway = RunningGateway.start(folder, true, Map.of())) {
            JsonNode info = gateway.await("/live/demo/info.json", answer -> answer.statusCode() == 200);
            CompletableFuture<String> feedClosed = new CompletableFuture<>();
            gateway.feed("demo", feedClosed);
            InputStream stream = gateway.open("/live/demo.flv");

            JsonNode set = RunningGateway.json(gateway.api("PUT", "/api/channels/demo/policy", FOR_TOKENS));
            assertThat(set.toString()).contains("\"HS256\"").doesNotContain(SiteTokens.SECRET);
            assertThat(feedClosed.get(5, TimeUnit.SECONDS)).isEqualTo("1001 the channel has another policy");
            stream.readAllBytes();

            String token = SiteTokens.token("demo", "watch", 60);
            String packets =
                    "/live/demo/" + info.get("epoch") + "/packets/" + info.get("headSeq") + "-" + info.get("headSeq");
            List<String> ways = List.of(
                    "/live/demo/info.json",
                    "/live/%64emo/info.json",
                    "/live/demo/join",
                    "/live/demo.flv",
                    "/live/demo/recording.json",
                    "/live/demo/recording/x",
                    "/live/demo/" + info.get("epoch") + "/prelude/0",
                    packets,
                    "/feed/demo",
                    "/live/demo/what-may-come");
            for (String way : ways) {
                refused(gateway.get(way), 401, "token");
                refused(gateway.get(way + "?token=" + SiteTokens.token("other", "watch", 60)), 401, "token");
                refused(gateway.get(way + "?token=" + SiteTokens.token("demo", "post", 60)), 401, "token");
                if (!way.endsWith(".flv")) {
                    assertThat(gateway.get(way + "?token=" + token).statusCode())
                            .as(way)
                            .isNotEqualTo(401);
                }
            }
            assertThat(gateway.get("/live/demo/join", "Authorization", "Bearer " + token)
                            .statusCode())
                    .isEqualTo(200);
            gateway.open("/live/demo.flv?token=" + token).readNBytes(13);
            assertThat(gateway.get(packets + "?token=" + token).headers().firstValue("cache-control"))
                    .hasValueSatisfying(caching -> assertThat(caching).startsWith("private, max-age"));

            String ended = SiteTokens.token("demo", "watch", -40);
            refused(gateway.get("/live/demo/join?token=" + ended), 401, "expired");
            assertThat(gateway.get(packets + "?token=" + ended).statusCode())
                    .as("who is in plays on")
                    .isEqualTo(200);

            TrackerViewer viewer = new TrackerViewer(gateway.port(), "demo");
            viewer.join(null);
            assertThat(viewer.next()).contains("\"denied\"", "invited viewers", "\"fatal\":true");
            viewer.join(token);
            assertThat(viewer.next()).contains("\"welcome\"");
            assertThat(gateway.get("/api/live").body()).doesNotContain("demo");
            assertThat(gateway.api("GET", "/api/channels", "").body())
                    .contains("\"access\":\"token\"")
                    .doesNotContain(SiteTokens.SECRET);
        }
        try (RunningGateway again = RunningGateway.start(folder, true, Map.of())) {
            refused(again.get("/live/demo/info.json"), 401, "token");
            assertThat(again.api("GET", "/api/channels/demo/policy", "").body())
                    .isEqualTo(
                            "{\"access\":\"token\",\"key\":{\"algorithm\":\"HS256\"},\"posting\":\"key\",\"origins\":[],"
                                    + "\"hostCandidates\":true}");
            assertThat(RunningGateway.problem(
                            again.api("PUT", "/api/channels/demo/policy", "{\"access\":\"token\"}"), 400))
                    .contains("Give \"key\"");
            again.api("PUT", "/api/channels/demo/policy", "{}");
            again.await("/live/demo/info.json", answer -> answer.statusCode() == 200);
        }
    }

    @Test
    void originsAndNumberOfViewersAreKeptAndATokenPublishes() throws Exception {
        try (RunningGateway gateway = RunningGateway.start(folder, true, Map.of("rtmp-port", "0"))) {
            gateway.await("/live/demo/info.json", answer -> answer.statusCode() == 200);
            gateway.api("PUT", "/api/channels/demo/policy", "{\"origins\":[\"https://tv.example\"],\"maxPeers\":1}");
            for (String way : List.of("/live/demo/join", "/live/demo.flv", "/feed/demo")) {
                refused(gateway.get(way, "Origin", "https://evil.example"), 403, "origin");
            }
            assertThat(gateway.get("/live/demo/join", "Origin", "https://tv.example")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(gateway.get("/live/demo/join", "Origin", "http://127.0.0.1:" + gateway.port())
                            .statusCode())
                    .isEqualTo(200);

            assertThat(statusFromElsewhere(gateway.port(), "/live/demo/join")).contains(" 200 ");
            TrackerViewer viewer = new TrackerViewer(gateway.port(), "demo");
            viewer.join(null);
            assertThat(viewer.next()).contains("\"welcome\"");
            TrackerViewer late = new TrackerViewer(gateway.port(), "demo");
            late.join(null);
            assertThat(late.next()).contains("\"group-full\"", "try again later");
            assertThat(statusFromElsewhere(gateway.port(), "/live/demo/join")).contains(" 503 ");
            assertThat(gateway.get("/live/demo/join").statusCode())
                    .as("the viewer's own")
                    .isEqualTo(200);

            gateway.api("POST", "/api/channels", "{\"name\":\"cam\",\"source\":{\"type\":\"publish\"}}");
            gateway.api(
                    "PUT",
                    "/api/channels/cam/policy",
                    FOR_TOKENS.replace("\"access\":\"token\"", "\"posting\":\"token\""));
            assertThat(publish(gateway, SiteTokens.token("cam", "watch", 60))).isEqualTo(401);
            assertThat(publish(gateway, SiteTokens.token("cam", "post", 60)))
                    .as("let in, and then it is no FLV")
                    .isEqualTo(400);
            String wanted = "{\"expiresSeconds\":60,\"rights\":[\"post\"]}";
            JsonNode made = RunningGateway.json(gateway.api("POST", "/api/channels/cam/tokens", wanted));
            assertThat(publish(gateway, made.get("token").textValue())).isEqualTo(400);
            RunningGateway.problem(gateway.api("POST", "/api/channels/demo/tokens", wanted), 409);
            for (String wrong : List.of("{}", wanted.replace("60", "1"), wanted.replace("post", "fly"))) {
                RunningGateway.problem(gateway.api("POST", "/api/channels/cam/tokens", wrong), 400);
            }
        }
    }

    private static int publish(RunningGateway gateway, String key) {
        return gateway.send(gateway.request("/live/cam.flv?key=" + key)
                        .POST(HttpRequest.BodyPublishers.ofString("no FLV at all")))
                .statusCode();
    }

    private static void refused(HttpResponse<String> answer, int status, String reason) {
        RunningGateway.problem(answer, status);
        assertThat(answer.headers().firstValue("bittube-refusal")).contains(reason);
    }

    /** The first line of the answer to a viewer behind another address. */
    private static String statusFromElsewhere(int port, String path) throws IOException {
        try (Socket socket = new Socket(loopback(1), port, loopback(2), 0)) {
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            return answer.substring(0, answer.indexOf('\r'));
        }
    }

    private static InetAddress loopback(int last) throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
    }
}
