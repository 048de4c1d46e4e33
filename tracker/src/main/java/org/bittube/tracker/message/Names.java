package org.bittube.tracker.message;

/** The names of docs/protocol.md section 1 and the alphabets that messages are written in. */
public final class Names {
    private static final int GROUP_MAX_LENGTH = 128;
    private static final int PEER_ID_BYTES = 16;
    private static final int HASH_BYTES = 32;

    private Names() {}

    /** Whether {@code name} has 1 to 128 characters of {@code A-Z a-z 0-9 . _ ~ -}. */
    public static boolean isGroup(String name) {
        return name.length() <= GROUP_MAX_LENGTH && consistsOf(name, "._~-");
    }

    /** Whether {@code text} is a peerId: 16 bytes in base64url without padding. */
    public static boolean isPeerId(String text) {
        return isBase64Url(text, PEER_ID_BYTES);
    }

    /** Whether {@code text} is 32 bytes, a public key or a SHA-256, in base64url without padding. */
    public static boolean isBytes32(String text) {
        return isBase64Url(text, HASH_BYTES);
    }

    /**
     * Returns {@code name} when it is a group's name.
     *
     * @throws IllegalArgumentException when it is not
     */
    public static String checkGroup(String name) {
        if (!isGroup(name)) {
            throw new IllegalArgumentException("group has 1 to 128 characters of A-Z a-z 0-9 . _ ~ -");
        }
        return name;
    }

    static String checkPeerId(String field, String text) {
        if (!isPeerId(text)) {
            throw new IllegalArgumentException(field + " is 16 bytes in base64url");
        }
        return text;
    }

    static String checkBytes32(String field, String text) {
        if (!isBytes32(text)) {
            throw new IllegalArgumentException(field + " is 32 bytes in base64url");
        }
        return text;
    }

    /** Text of ICE (RFC 8839 section 5.4: letters, digits, + and /), between two lengths. */
    static String checkIce(String field, String text, int minLength, int maxLength) {
        if (text.length() < minLength || text.length() > maxLength || !consistsOf(text, "+/")) {
            throw new IllegalArgumentException(
                    field + " has " + minLength + " to " + maxLength + " characters of A-Z a-z 0-9 + /");
        }
        return text;
    }

    /** Text of one line in printable ASCII, so that it cannot add lines to the SDP or the log it ends up in. */
    static String checkPrintable(String field, String text, int maxLength) {
        boolean printable = text.length() <= maxLength && text.chars().allMatch(c -> c >= ' ' && c <= '~');
        if (!printable) {
            throw new IllegalArgumentException(field + " has at most " + maxLength + " printable ASCII characters");
        }
        return text;
    }

    static long checkRange(String field, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(field + " is from " + min + " to " + max);
        }
        return value;
    }

    static void checkSize(String field, int size, int min, int max) {
        if (size < min || size > max) {
            throw new IllegalArgumentException(field + " has " + min + " to " + max + " entries");
        }
    }

    private static boolean isBase64Url(String text, int bytes) {
        int length = (bytes * 8 + 5) / 6;
        if (text.length() != length || !consistsOf(text, "-_")) {
            return false;
        }
        // The last character has bits to spare; all but one spelling of the same bytes are refused.
        int spareBits = length * 6 - bytes * 8;
        return (base64UrlValue(text.charAt(length - 1)) & ((1 << spareBits) - 1)) == 0;
    }

    private static int base64UrlValue(char c) {
        if (c >= 'A' && c <= 'Z') {
            return c - 'A';
        }
        if (c >= 'a' && c <= 'z') {
            return c - 'a' + 26;
        }
        if (c >= '0' && c <= '9') {
            return c - '0' + 52;
        }
        return c == '-' ? 62 : 63;
    }

    private static boolean consistsOf(String text, String besidesLettersAndDigits) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letterOrDigit = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            if (!letterOrDigit && besidesLettersAndDigits.indexOf(c) < 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
