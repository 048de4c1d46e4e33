package org.bittube.tracker.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenReaderTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final TokenKey HS256 = new TokenKey.Hs256(SECRET);
    private static final String CLAIMS = "{\"group\":\"news\",\"exp\":1000,\"rights\":[\"watch\",\"post\",\"fly\"]}";

    private final KeyPair pair;
    private final TokenKey edDsa;

    TokenReaderTest() throws NoSuchAlgorithmException {
        pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        edDsa = new TokenKey.EdDsa(Tokens.publicKey(pair));
    }

    @Test
    void readsWhatTheSiteSigned() {
        TokenClaims claims = new TokenClaims(Set.of("news"), Set.of(Right.WATCH, Right.POST), 0, 1000);
        assertThat(TokenReader.read(Tokens.hs256(SECRET, CLAIMS), HS256)).contains(claims);
        assertThat(TokenReader.read(Tokens.edDsa(pair, "{\"alg\":\"EdDSA\"}", CLAIMS), edDsa))
                .contains(claims);
        assertThat(TokenReader.read(
                        Tokens.hs256(SECRET, "{\"group\":[\"a\",\"b\"],\"exp\":9.5,\"nbf\":3,\"sub\":\"x\"}"), HS256))
                .contains(new TokenClaims(Set.of("a", "b"), Set.of(Right.WATCH), 3, 9));
    }

    @Test
    void readsWhatTheGatewayMakes() {
        Set<Right> both = Set.of(Right.WATCH, Right.POST);
        String token = TokenWriter.write(new TokenKey.Hs256(SECRET), "news", both, 1_000);
        assertThat(TokenReader.read(token, HS256)).contains(new TokenClaims(Set.of("news"), both, 0, 1_000));
        assertThat(TokenReader.read(token, new TokenKey.Hs256(SECRET.toUpperCase(Locale.ROOT))))
                .isEmpty();
    }

    /** The examples of RFC 7515 §A.1 and RFC 8037 §A.4. */
    @Test
    void agreesWithTheSpecificationsAboutSignatures() {
        assertThat(
                        new TokenKey.EdDsa("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo")
                                .verifies(
                                        "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc"
                                                .getBytes(StandardCharsets.US_ASCII),
                                        Base64.getUrlDecoder()
                                                .decode(
                                                        "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg")))
                .isTrue();
        // Signed by another implementation, with a key of text.
        assertThat(TokenReader.read(
                        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJncm91cCI6Im5ld3MiLCJleHAiOjE3OTUzMzYxNDAsInJpZ2h0cyI6WyJ3YXRjaCJdfQ.lZXlUn-iTS_pZgGwHkM3K7yWtVCojeWAF6nF9n87m_M",
                        new TokenKey.Hs256("a-secret-of-at-least-32-characters")))
                .contains(new TokenClaims(Set.of("news"), Set.of(Right.WATCH), 0, 1795336140));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"alg\":\"none\"}",
                "{\"alg\":\"EdDSA\"}",
                "{\"alg\":\"hs256\"}",
                "{\"alg\":\"HS256\",\"alg\":\"HS256\"}",
                "{\"alg\":\"HS256\",\"crit\":[\"b64\"],\"b64\":false}",
                "{}",
                "[]",
                "\"HS256\""
            })
    void theKeySaysWhichAlgorithmItIs(String header) {
        assertThat(TokenReader.read(Tokens.hs256(SECRET, header, CLAIMS), HS256))
                .isEmpty();
    }

    /** The old trick: the public key, which everybody knows, as the secret of an HMAC. */
    @Test
    void aPublicKeyIsNoSecret() {
        String token = Tokens.hs256(Tokens.publicKey(pair), CLAIMS);
        assertThat(TokenReader.read(token, edDsa)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"group\":\"news\"}",
                "{\"exp\":1000}",
                "{\"group\":7,\"exp\":1000}",
                "{\"group\":[7],\"exp\":1000}",
                "{\"group\":\"news\",\"exp\":\"1000\"}",
                "{\"group\":\"news\",\"exp\":1e300}",
                "{\"group\":\"news\",\"exp\":1000,\"rights\":\"\"",
                "{\"group\":\"news\",\"exp\":1000,\"rights\":{}}",
                "{\"group\":\"news\",\"exp\":1000,\"exp\":2000}",
                "{\"group\":\"news\",\"exp\":1000}{}",
                "null",
                ""
            })
    void whatDoesNotSayForWhatAndUntilWhenIsNoToken(String claims) {
        assertThat(TokenReader.read(Tokens.hs256(SECRET, claims), HS256)).isEmpty();
    }

    @Test
    void anythingElseIsRefusedQuietly() {
        String good = Tokens.hs256(SECRET, CLAIMS);
        for (String bad : new String[] {
            "",
            ".",
            "..",
            "...",
            good + ".",
            "." + good,
            good + "A",
            good.substring(1),
            good.replace('.', ' '),
            good + "é",
            good.substring(0, good.lastIndexOf('.') + 1),
            "a.b.c",
            "x".repeat(1_000_000)
        }) {
            assertThat(TokenReader.read(bad, HS256)).as(bad).isEmpty();
        }
        assertThat(TokenReader.read(good, new TokenKey.Hs256(SECRET + "x"))).isEmpty();
        for (int i = 0; i < good.length(); i++) {
            char other = good.charAt(i) == 'A' ? 'B' : 'A';
            // The last character of 32 bytes has two bits to spare.
            if (i < good.length() - 1) {
                assertThat(TokenReader.read(good.substring(0, i) + other + good.substring(i + 1), HS256))
                        .isEmpty();
            }
        }
    }

    @Test
    void keysAreWhatTheyHaveToBe() {
        assertThatThrownBy(() -> new TokenKey.Hs256("short")).hasMessageContaining("32 to 512");
        assertThatThrownBy(() -> new TokenKey.EdDsa("A".repeat(42))).hasMessageContaining("32 bytes");
        assertThatThrownBy(() -> new TokenKey.EdDsa("A".repeat(42) + "B")).hasMessageContaining("32 bytes");
        assertThat(HS256).asString().doesNotContain(SECRET);
    }
}
