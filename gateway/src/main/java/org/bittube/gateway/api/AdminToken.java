package org.bittube.gateway.api;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.bittube.gateway.encoding.RandomText;
import org.bittube.gateway.encoding.Sha256;

/** The operator's bearer token, known by its SHA-256 only. */
public final class AdminToken {

    private static final int RANDOM_BYTES = 32;
    private static final int HASH_BYTES = 32;

    private final byte[] hash;

    private AdminToken(byte[] hash) {
        this.hash = hash;
    }

    /**
     * Makes the text of a new token.
     *
     * @param random fills an array with bytes that nobody can foretell
     * @return 43 characters, base64url
     */
    public static String newText(Consumer<byte[]> random) {
        return RandomText.make(RANDOM_BYTES, random);
    }

    public static AdminToken ofText(String text) {
        return new AdminToken(Sha256.of(text));
    }

    /**
     * The token whose hash was kept.
     *
     * @param hash as {@link #hashText} gave it
     * @throws IllegalArgumentException when this is no SHA-256 in hexadecimal digits
     */
    public static AdminToken ofHash(String hash) {
        byte[] bytes = HexFormat.of().parseHex(hash);
        if (bytes.length != HASH_BYTES) {
            throw new IllegalArgumentException("hash of " + bytes.length + " bytes");
        }
        return new AdminToken(bytes);
    }

    /** What may be kept: hexadecimal digits of the SHA-256. */
    public String hashText() {
        return HexFormat.of().formatHex(hash);
    }

    /** Compares in a time that does not tell how much of the text is right. */
    public boolean matches(String text) {
        return MessageDigest.isEqual(hash, Sha256.of(text));
    }

    @Override
    public String toString() {
        return "AdminToken[hidden]";
    }
}
