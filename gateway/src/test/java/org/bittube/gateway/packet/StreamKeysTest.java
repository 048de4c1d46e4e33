package org.bittube.gateway.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vertx.core.buffer.Buffer;
import java.security.SecureRandom;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class StreamKeysTest {
    private final StreamKeys keys = StreamKeys.generate(new SecureRandom());

    @Test
    void storedKeysSignAsTheOriginalsDo() {
        StreamKeys stored = StreamKeys.of(keys.publicKey(), keys.privateKeyPkcs8());
        PacketHeader header = new PacketHeader(2, 0, 1, 0, 0, 0, 1);
        Packet packet = new PacketSigner(stored, "news").sign(header, Buffer.buffer("x"));
        assertThat(new PacketVerifier(keys.publicKey(), "news").verifies(packet))
                .isTrue();
        assertThat(new PacketVerifier(SampleKeys.KEYS.publicKey(), "news").verifies(packet))
                .isFalse();
    }

    @Test
    void refusesWhatIsNoKey() {
        assertThatIllegalArgumentException().isThrownBy(() -> StreamKeys.of(new byte[31], keys.privateKeyPkcs8()));
        assertThatIllegalArgumentException().isThrownBy(() -> StreamKeys.of(keys.publicKey(), new byte[48]));
    }

    @Test
    void textNamesThePublicKeyOnly() {
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(keys.privateKeyPkcs8());
        assertThat(keys.toString()).contains(keys.publicKeyBase64Url()).doesNotContain(secret.substring(24));
        assertThat(keys.publicKeyBase64Url()).hasSize(43);
    }
}
