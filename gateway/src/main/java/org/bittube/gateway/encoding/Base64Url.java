package org.bittube.gateway.encoding;

import java.util.Base64;

/** base64url without padding and with zero spare bits (RFC 4648 §5): one spelling for the same bytes. */
public final class Base64Url {
    private Base64Url() {}

    public static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException when this is not how {@link #encode} would write it
     */
    public static byte[] decode(String text) {
        byte[] bytes = Base64.getUrlDecoder().decode(text);
        if (!encode(bytes).equals(text)) {
            throw new IllegalArgumentException("base64url that is not canonical");
        }
        return bytes;
    }

    /** Whether this is how 32 bytes are written: an object's id, a root, a key. */
    public static boolean is32Bytes(String text) {
        try {
            return text.length() == 43 && decode(text).length == 32;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
