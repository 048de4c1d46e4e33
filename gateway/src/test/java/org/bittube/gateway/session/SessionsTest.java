package org.bittube.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class SessionsTest {

    private final SplittableRandom random = new SplittableRandom(1);
    private long nowMillis = 1_000;
    private final Sessions sessions = new Sessions(random::nextBytes, () -> nowMillis);

    @Test
    void lastsAsLongAsItIsUsedNowAndThen() {
        String cookie = sessions.open();
        Session session = Objects.requireNonNull(sessions.use(cookie));
        for (int time = 0; time < 5; time++) {
            nowMillis += Sessions.LIFE_MILLIS - 1;
            assertThat(sessions.use(cookie)).isSameAs(session);
        }
        nowMillis += Sessions.LIFE_MILLIS;
        assertThat(sessions.isOpen(session)).isFalse();
        assertThat(sessions.use(cookie)).isNull();
    }

    @Test
    void endsAtSignOut() {
        String cookie = sessions.open();
        Session session = Objects.requireNonNull(sessions.use(cookie));
        assertThat(sessions.isOpen(session)).isTrue();
        sessions.close(cookie);
        assertThat(sessions.isOpen(session)).isFalse();
        assertThat(sessions.use(cookie)).isNull();
    }

    @Test
    void oneTooManyEndsTheOneNotUsedForLongest() {
        List<String> cookies = new ArrayList<>();
        for (int i = 0; i < Sessions.MOST; i++) {
            nowMillis++;
            cookies.add(sessions.open());
        }
        assertThat(sessions.use(cookies.get(0))).isNotNull();
        sessions.open();
        assertThat(sessions.use(cookies.get(0))).isNotNull();
        assertThat(sessions.use(cookies.get(1))).isNull();
        assertThat(sessions.use(cookies.get(2))).isNotNull();
    }

    @Test
    void whatIsNoCookieOpensNothing() {
        String cookie = sessions.open();
        for (String wrong : new String[] {"", "x", cookie + "x", cookie.substring(1), "x".repeat(100_000)}) {
            assertThat(sessions.use(wrong)).isNull();
        }
        assertThat(sessions.use(null)).isNull();
    }
}
