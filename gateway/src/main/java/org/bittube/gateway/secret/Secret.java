package org.bittube.gateway.secret;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.bittube.gateway.encoding.RandomText;
import org.bittube.gateway.encoding.Sha256;

/**
 * A random text that somebody must know, itself known by its SHA-256 only.
 *
 * @param hashText hexadecimal digits: what may be kept
 */
public record Secret(String hashText) {
    private static final int RANDOM_BYTES = 32;
    private static final int HASH_BYTES = 32;

    /** @throws IllegalArgumentException when this is no SHA-256 in hexadecimal digits */
    public Secret {
        if (HexFormat.of().parseHex(hashText).length != HASH_BYTES) {
            throw new IllegalArgumentException("a hash of " + hashText.length() + " digits");
        }
    }

    /**
     * Makes the text of a new secret.
     *
     * @param random fills an array with bytes that nobody can foretell
     * @return 43 characters, base64url
     */
    public static String newText(Consumer<byte[]> random) {
        return RandomText.make(RANDOM_BYTES, random);
    }

    public static Secret ofText(String text) {
        return new Secret(HexFormat.of().formatHex(Sha256.of(text)));
    }

    /** Compares in a time that does not tell how much of the text is right. */
    public boolean matches(String text) {
        return MessageDigest.isEqual(HexFormat.of().parseHex(hashText), Sha256.of(text));
    }

    @Override
    public String toString() {
        return "Secret[hidden]";
    }
}
