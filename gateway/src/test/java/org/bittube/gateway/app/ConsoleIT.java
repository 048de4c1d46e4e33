package org.bittube.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console's server side over the network: who comes in, and what is told. */
final class ConsoleIT {

    private static final String CSRF = "BitTube-CSRF";

    @Test
    void sessionOpensTheApiForItsOwnPageOnly(@TempDir Path folder) {
        try (RunningGateway gateway = RunningGateway.start(folder, true, Map.of("trusted-proxies", "127.0.0.1"))) {
            RunningGateway.problem(gateway.get("/api/session"), 401);
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
            RunningGateway.problem(gateway.get("/api/session", "Cookie", cookie), 401);

            var secure = gateway.send(signIn(gateway).header("X-Forwarded-Proto", "https"));
            assertThat(secure.headers().firstValue("set-cookie").orElseThrow()).contains("Secure");
            RunningGateway.problem(gateway.send(signIn(gateway).header("Origin", "http://evil.example")), 403);
        }
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

    private static java.net.http.HttpRequest.Builder signIn(RunningGateway gateway) {
        return gateway.request("/api/session")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"token\":\"" + RunningGateway.TOKEN + "\"}"));
    }
}
