package org.bittube.gateway.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PullPathTest {
    @Test
    void readsTwoNumbers() {
        assertThat(PullPath.range("0-0")).isEqualTo(new PullPath.Range(0, 0));
        assertThat(PullPath.range("17-4294967294")).isEqualTo(new PullPath.Range(17, 4_294_967_294L));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "-",
                "1",
                "1-",
                "-1",
                "2-1",
                "1-2-3",
                "01-2",
                "1-02",
                "+1-2",
                "1-4294967295",
                " 1-2",
                "1-2 ",
                "a-b",
                "٣-٤",
                "1-99999999999999999999"
            })
    void refusesEverythingElse(String text) {
        assertThat(PullPath.range(text)).isNull();
    }

    @Test
    void numbersHaveOneSpellingAndALimit() {
        assertThat(PullPath.number("65535", 65_535)).hasValue(65_535);
        assertThat(PullPath.number("65536", 65_535)).isEmpty();
        assertThat(PullPath.number("281474976710655", (1L << 48) - 1)).hasValue((1L << 48) - 1);
        assertThat(PullPath.number("00", 10)).isEmpty();
    }
}
