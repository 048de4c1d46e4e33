package org.bittube.gateway.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class SecretTest {

    @Test
    void matchesItsOwnTextOnly() {
        Secret token = Secret.ofText("correct horse");
        assertThat(token.matches("correct horse")).isTrue();
        assertThat(token.matches("correct hors")).isFalse();
        assertThat(token.matches("")).isFalse();
    }

    @Test
    void isKeptAsAHash() {
        // SHA-256 of "abc", FIPS 180-2 appendix B.1.
        String hash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assertThat(Secret.ofText("abc").hashText()).isEqualTo(hash);
        assertThat(new Secret(hash).matches("abc")).isTrue();
        assertThat(new Secret(hash)).asString().doesNotContain("ba78");
        assertThatThrownBy(() -> new Secret("ab")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Secret("xyz")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void newTextHas32BytesOfChance() {
        String text = Secret.newText(bytes -> Arrays.fill(bytes, (byte) 0xff));
        assertThat(text).hasSize(43).matches("_{42}8");
    }
}
