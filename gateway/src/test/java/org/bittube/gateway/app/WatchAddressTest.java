package org.bittube.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.bittube.gateway.session.Site;
import org.junit.jupiter.api.Test;

final class WatchAddressTest {

    private static final Site SITE = new Site("tv.example:8080", false);
    private static final String ID = "A".repeat(43);

    @Test
    void namesWhatIsWatchedThere() {
        assertThat(WatchAddress.of("http://tv.example:8080/watch/news?t=3#x", SITE))
                .contains(new WatchAddress("http://tv.example:8080", false, "news"));
        assertThat(WatchAddress.of("http://tv.example:8080/objects/" + ID + "/watch", SITE))
                .contains(new WatchAddress("http://tv.example:8080", true, ID));
        assertThat(WatchAddress.of("https://tv.example/watch/news", new Site("tv.example", true)))
                .contains(new WatchAddress("https://tv.example", false, "news"));
    }

    @Test
    void whatIsNoSuchAddressIsNone() {
        String[] others = {
            "",
            "news",
            "/watch/news",
            "http://evil.example/watch/news",
            "http://tv.example/watch/news",
            "http://tv.example:8080@evil.example/watch/news",
            "http://user@tv.example:8080/watch/news",
            "javascript://tv.example:8080/watch/news",
            "http://tv.example:8080/watch/",
            "http://tv.example:8080/watch/a%20b",
            "http://tv.example:8080/watch/a/b",
            "http://tv.example:8080/watch/\"><script>",
            "http://tv.example:8080/objects/short/watch",
            "http://tv.example:8080/watch/" + "x".repeat(3_000),
        };
        for (String other : others) {
            assertThat(WatchAddress.of(other, SITE)).as(other).isEmpty();
        }
    }
}
