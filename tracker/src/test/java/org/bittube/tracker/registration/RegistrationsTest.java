package org.bittube.tracker.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.bittube.tracker.access.GroupPolicy;
import org.bittube.tracker.connection.GroupSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrationsTest {
    private static final String KEY = "A".repeat(43);
    private static final String OTHER_KEY = "A".repeat(42) + "E";

    private final Registrations registrations = new Registrations(2);

    @Test
    void lapsesWhenNobodyRenewsIt() {
        assertThat(registrations.renew(group("one", KEY), 0)).isEmpty();
        assertThat(registrations.renew(group("two", KEY), 0)).isEmpty();
        assertThat(registrations.renew(group("two", KEY), 200_000)).isEmpty();
        assertThat(registrations.lapse(299_999)).isEmpty();
        assertThat(registrations.lapse(300_000)).containsExactly("one");
        assertThat(registrations.lapse(300_000)).isEmpty();
        assertThat(registrations.end("one")).isFalse();
        assertThat(registrations.end("two")).isTrue();
    }

    @Test
    void belongsToOneKeyUntilItEndsAndThereAreNoMoreThanFit() {
        registrations.renew(group("one", KEY), 0);
        assertThat(registrations.renew(group("one", OTHER_KEY), 1).orElse("")).contains("another key");
        registrations.renew(group("two", null), 0);
        assertThat(registrations.renew(group("three", KEY), 1).orElse("")).contains("no room");
        registrations.end("one");
        assertThat(registrations.renew(group("one", OTHER_KEY), 1)).isEmpty();
    }

    @Test
    void isReadFromJson() {
        RegistrationRequest request = read("""
                {"gateways":["https://tv.example/"],"groups":[{"group":"news","publicKey":"%s"},{"group":"x"},
                 {"group":"y","policy":{"access":"token","origins":["https://tv.example"],"hostCandidates":false}}],
                 "ended":["old"]}""".formatted(KEY));
        List<String> gateways = List.of("https://tv.example/");
        assertThat(request.groups())
                .containsExactly(
                        new GroupSettings("news", KEY, gateways),
                        new GroupSettings("x", null, gateways),
                        new GroupSettings(
                                "y",
                                null,
                                gateways,
                                new GroupPolicy(
                                        true,
                                        null,
                                        false,
                                        Set.of("https://tv.example"),
                                        GroupPolicy.ANY_NUMBER,
                                        false)));
        assertThat(request.ended()).containsExactly("old");
        assertThat(read("{}")).isEqualTo(new RegistrationRequest(List.of(), List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "{\"groups\":{}}",
                "{\"groups\":[null]}",
                "{\"groups\":[{\"group\":\"a/b\"}]}",
                "{\"groups\":[{\"group\":\"a\",\"publicKey\":7}]}",
                "{\"groups\":[{\"group\":\"a\",\"publicKey\":\"AA\"}]}",
                "{\"groups\":[{\"group\":\"a\",\"policy\":7}]}",
                "{\"groups\":[{\"group\":\"a\",\"policy\":{\"key\":{\"algorithm\":\"HS256\",\"secret\":\"0123456789abcdef0123456789abcdef\"}}}]}",
                "{\"ended\":[1]}",
                "{\"gateways\":[\"javascript:alert(1)\"]}",
                "{\"gateways\":[\"https://a b/\"]}",
                "{\"ended\":[],\"ended\":[]}"
            })
    void refusesWhatIsNone(String body) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOf(RegistrationRequest.Malformed.class)
                .hasMessageMatching(".{10,}");
    }

    @Test
    void refusesMoreThanAThousandAtOnce() {
        String names = "\"a\",".repeat(1_000) + "\"a\"";
        assertThatThrownBy(() -> read("{\"ended\":[" + names + "]}")).isInstanceOf(RegistrationRequest.Malformed.class);
    }

    private static RegistrationRequest read(String body) {
        return RegistrationRequest.parse(body.getBytes(StandardCharsets.UTF_8));
    }

    private static GroupSettings group(String name, String key) {
        return new GroupSettings(name, key, List.of());
    }
}
