package org.bittube.gateway.library;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.bittube.gateway.encoding.RandomText;
import org.bittube.gateway.encoding.Sha256;

/** What viewers of a {@link Visibility#TOKEN} object must know; only its SHA-256 is kept. */
final class ViewerToken {
    private static final int RANDOM_BYTES = 24;

    private ViewerToken() {}

    /** A new token. */
    static String make(Consumer<byte[]> random) {
        return RandomText.make(RANDOM_BYTES, random);
    }

    /** Hexadecimal SHA-256 of the token. */
    static String hash(String token) {
        return HexFormat.of().formatHex(Sha256.of(token));
    }

    /** Compares in a time that does not tell how much is right. */
    static boolean matches(String token, String hash) {
        return MessageDigest.isEqual(Sha256.of(token), HexFormat.of().parseHex(hash));
    }
}
