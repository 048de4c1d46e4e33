package org.bittube.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpAskTest {
    private static final Map<String, String> HEADERS = Map.of("Cookie", "a=b");

    private final HttpAsk ask = new HttpAsk(URI.create("http://me:secret@host/live.flv"), "*/*", HEADERS);

    @ParameterizedTest
    @ValueSource(strings = {"http://host/other", "http://HOST:80/other", "HTTP://host/other"})
    void whatIsSecretGoesOnToTheSameOrigin(String url) {
        assertThat(ask.at(URI.create(url)).credentials())
                .containsEntry("Cookie", "a=b")
                .containsEntry("Authorization", "Basic bWU6c2VjcmV0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://host/live.flv", "http://host:81/live.flv", "http://host.evil/live.flv"})
    void whatIsSecretStaysWithItsOrigin(String url) {
        HttpAsk elsewhere = ask.at(URI.create(url));
        assertThat(elsewhere.credentials()).isEmpty();
        assertThat(elsewhere.at(URI.create("http://host/live.flv")).credentials())
                .as("not even on the way back")
                .isEmpty();
    }

    @Test
    void headerOfTheOperatorGoesBeforeThePasswordOfTheUrl() {
        HttpAsk own = new HttpAsk(ask.url(), "*/*", Map.of("Authorization", "Bearer token"));
        assertThat(own.credentials()).containsExactly(Map.entry("Authorization", "Bearer token"));
    }
}
