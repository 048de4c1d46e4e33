package org.bittube.gateway.library;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.Consumer;

/** What viewers of a {@link Visibility#TOKEN} object must know; only its SHA-256 is kept. */
final class ViewerToken {
    private static final int RANDOM_BYTES = 24;

    private ViewerToken() {}

    /** A new token. */
    static String make(Consumer<byte[]> random) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.accept(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Hexadecimal SHA-256 of the token. */
    static String hash(String token) {
        return HexFormat.of().formatHex(sha256(token));
    }

    /** Compares in a time that does not tell how much is right. */
    static boolean matches(String token, String hash) {
        return MessageDigest.isEqual(sha256(token), HexFormat.of().parseHex(hash));
    }

    private static byte[] sha256(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
