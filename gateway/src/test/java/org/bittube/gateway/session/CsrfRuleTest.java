package org.bittube.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class CsrfRuleTest {

    private static final Site PLAIN = new Site("tv.example:8080", false);
    private static final Site SECURE = new Site("tv.example", true);

    private final Session session = session();

    @Test
    void whatChangesSomethingBringsTheWordThatOnlyTheOwnPageKnows() {
        for (String method : new String[] {"POST", "PUT", "PATCH", "DELETE", "OPTIONS", "ANYTHING"}) {
            assertThat(refusal(method, null, session.csrf())).isNull();
            assertThat(refusal(method, null, null)).contains(CsrfRule.HEADER);
            assertThat(refusal(method, null, "")).contains(CsrfRule.HEADER);
            assertThat(refusal(method, null, session.csrf() + "x")).contains(CsrfRule.HEADER);
            assertThat(refusal(method, null, session().csrf().toUpperCase(java.util.Locale.ROOT)))
                    .contains(CsrfRule.HEADER);
        }
        assertThat(refusal("GET", "http://evil.example", null)).isNull();
        assertThat(refusal("HEAD", null, null)).isNull();
    }

    @Test
    void pageOfAnotherOriginIsRefusedWhateverItKnows() {
        String[] foreign = {
            "http://evil.example",
            "null",
            "",
            "http://tv.example",
            "https://tv.example",
            "http://tv.example:8081",
            "http://tv.example.evil.example:8080",
            "http://evil.example/tv.example:8080",
            "http://tv.example:8080@evil.example",
            "tv.example:8080",
            "http://[",
        };
        for (String origin : foreign) {
            assertThat(refusal("POST", origin, session.csrf())).as(origin).contains("another site");
        }
        assertThat(refusal("POST", "http://tv.example:8080", session.csrf())).isNull();
        assertThat(refusal("POST", "http://TV.example:8080", session.csrf())).isNull();
    }

    @Test
    void portThatIsUsualMayBeLeftOut() {
        assertThat(CsrfRule.isOwn("https://tv.example", SECURE)).isTrue();
        assertThat(CsrfRule.isOwn("https://tv.example", new Site("tv.example:443", true)))
                .isTrue();
        assertThat(CsrfRule.isOwn("http://tv.example", SECURE))
                .as("in the clear")
                .isFalse();
        assertThat(CsrfRule.isOwn("https://tv.example", new Site("tv.example", false)))
                .as("a proxy that nobody said to trust")
                .isTrue();
        assertThat(CsrfRule.isOwn("http://[2001:db8::1]:8080", new Site("[2001:db8::1]:8080", false)))
                .isTrue();
        assertThat(CsrfRule.isOwn("http://x", new Site("", false))).isFalse();
        assertThat(CsrfRule.isOwn("http://x", new Site("a b", false))).isFalse();
    }

    private @Nullable String refusal(String method, @Nullable String origin, @Nullable String given) {
        return CsrfRule.refusal(method, origin, PLAIN, given, session);
    }

    private static Session session() {
        SplittableRandom random = new SplittableRandom(7);
        Sessions sessions = new Sessions(random::nextBytes, () -> 0);
        return Objects.requireNonNull(sessions.use(sessions.open()));
    }
}
