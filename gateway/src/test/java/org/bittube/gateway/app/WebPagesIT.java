package org.bittube.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WebPagesIT {

    @Test
    void scriptsAreCachedByTheirNames(@TempDir Path folder) {
        try (RunningGateway gateway = RunningGateway.start(folder, false, Map.of())) {
            var hashed = gateway.get("/assets/fixture-0A1B2C3D.js");
            assertThat(hashed.statusCode()).isEqualTo(200);
            assertThat(hashed.headers().firstValue("cache-control"))
                    .hasValueSatisfying(it -> assertThat(it).contains("immutable"));
            var plain = gateway.get("/assets/fixture.js");
            assertThat(plain.headers().firstValue("cache-control")).contains("no-cache");
            assertThat(plain.headers().firstValue("content-type")).contains("text/javascript; charset=utf-8");
            assertThat(plain.headers().firstValue("x-content-type-options")).contains("nosniff");
            String etag = plain.headers().firstValue("etag").orElseThrow();
            var again = gateway.get("/assets/fixture.js", "If-None-Match", etag);
            assertThat(again.statusCode()).isEqualTo(304);
            assertThat(again.body()).isEmpty();
            var packed = gateway.get("/assets/fixture.js", "Accept-Encoding", "gzip");
            assertThat(packed.headers().firstValue("content-encoding")).contains("gzip");
            assertThat(packed.headers().firstValue("vary")).contains("accept-encoding");
            assertThat(packed.headers().firstValue("etag").orElseThrow()).isNotEqualTo(etag);
            assertThat(packed.body().length()).isLessThan(plain.body().length());
            var head = gateway.send(gateway.request("/assets/fixture.js").method("HEAD", BodyPublishers.noBody()));
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.headers().firstValue("etag")).contains(etag);
        }
    }

    @Test
    void nothingElseIsServed(@TempDir Path folder) {
        try (RunningGateway gateway = RunningGateway.start(folder, false, Map.of())) {
            String[] paths = {
                "/assets/",
                "/assets",
                "/assets/none.js",
                "/assets/.hidden.js",
                "/assets/..%2f..%2fdemo/demo.flv",
                "/assets/%2e%2e/%2e%2e/demo/demo.flv",
                "/assets/%2e%2e/%2e%2e/META-INF/services/x.json",
                "/assets/..%5c..%5cx.json",
                "/assets/fixture.js%00.png",
                "/demo/demo.flv",
                "/web/assets/fixture.js",
                "/nothing",
            };
            for (String path : paths) {
                RunningGateway.problem(gateway.get(path), 404);
            }
            var page = gateway.get("/nothing", "Accept", "text/html,*/*");
            assertThat(page.statusCode()).isEqualTo(404);
            assertThat(page.headers().firstValue("content-type")).contains("text/html; charset=utf-8");
            assertThat(page.body()).contains("There is nothing at this address", "prefers-color-scheme: light");
            for (String path : new String[] {"/watch/demo)", "/tester/no%20name", "/publish/no%20name"}) {
                var nameless = gateway.get(path, "Accept", "text/html,*/*");
                assertThat(nameless.statusCode()).as(path).isEqualTo(404);
                assertThat(nameless.body()).as(path).isEqualTo(page.body());
            }
        }
    }

    @Test
    void everyObjectHasAPage(@TempDir Path folder) {
        Assumptions.assumeTrue(
                WebPagesIT.class.getResource("/web/object.html") != null, "the web module has not been built");
        try (RunningGateway gateway = RunningGateway.start(folder, false, Map.of("free-megabytes", "0"))) {
            LibraryClient library = new LibraryClient(gateway);
            var added = library.post("a.bin", LibraryClient.contents(10, 0));
            String address = RunningGateway.json(added).at("/addresses/watch").textValue();
            var page = gateway.get(address);
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("content-security-policy"))
                    .hasValueSatisfying(it -> assertThat(it).endsWith("frame-ancestors 'self'"));
            String id = RunningGateway.json(added).get("id").textValue();
            gateway.api("PATCH", "/api/objects/" + id, "{\"visibility\":\"token\"}");
            assertThat(gateway.get(address).statusCode())
                    .as("the page asks for the token")
                    .isEqualTo(200);
            gateway.api("DELETE", "/api/objects/" + id, "");
            var gone = gateway.get(address);
            assertThat(gone.statusCode()).isEqualTo(404);
            assertThat(page.body()).contains("application/json+oembed", "property=\"og:title\" content=\"a.bin\"");
            assertThat(gone.body())
                    .as("the page itself says it; of what is watched there is nothing in its head")
                    .isEqualTo(page.body().replaceFirst("<link rel=\"alternate\".*</head>", "</head>"));
        }
    }

    @Test
    void pagesSayWhoMayFrameThem(@TempDir Path folder) {
        Assumptions.assumeTrue(
                WebPagesIT.class.getResource("/web/embed.html") != null, "the web module has not been built");
        try (RunningGateway gateway = RunningGateway.start(folder, true, Map.of())) {
            assertThat(gateway.get("/").headers().firstValue("content-security-policy"))
                    .hasValueSatisfying(it -> assertThat(it).endsWith("frame-ancestors 'self'"));
            var embed = gateway.get("/embed/demo");
            assertThat(embed.statusCode()).isEqualTo(200);
            assertThat(embed.headers().firstValue("content-security-policy")).hasValueSatisfying(it -> assertThat(it)
                    .contains("script-src 'self'", "media-src 'self' blob:")
                    .endsWith("frame-ancestors *"));
            assertThat(embed.headers().firstValue("referrer-policy")).isPresent();
            var unknown = gateway.get("/embed/nobody");
            assertThat(unknown.statusCode()).isEqualTo(404);
            assertThat(unknown.body()).as("the player itself says it").isEqualTo(embed.body());
            assertThat(gateway.get("/watch/demo").statusCode()).isEqualTo(200);
            assertThat(gateway.get("/embed.js").headers().firstValue("access-control-allow-origin"))
                    .contains("*");
        }
    }
}
