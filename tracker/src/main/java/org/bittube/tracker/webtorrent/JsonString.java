package org.bittube.tracker.webtorrent;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The characters between the quotes of a JSON string that {@link JsonScanner} has passed. */
final class JsonString {
    private static final int HIGHEST_BYTE = 0xFF;

    private JsonString() {}

    /** Whether the string between the positions says this; {@code ascii} has nothing that JSON escapes of need. */
    static boolean says(byte[] json, int from, int to, String ascii) {
        if (to - from == ascii.length()) {
            for (int i = 0; i < ascii.length(); i++) {
                if (json[from + i] != ascii.charAt(i)) {
                    return false;
                }
            }
            return true;
        }
        // Longer only when it writes some of its letters as escapes.
        return to - from > ascii.length()
                && hasEscape(json, from, to)
                && text(json, from, to).equals(ascii);
    }

    static boolean hasEscape(byte[] json, int from, int to) {
        for (int i = from; i < to; i++) {
            if (json[i] == '\\') {
                return true;
            }
        }
        return false;
    }

    /** The string as it is without escapes. */
    static String text(byte[] json, int from, int to) {
        String raw = new String(json, from, to - from, StandardCharsets.UTF_8);
        StringBuilder text = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c != '\\') {
                text.append(c);
            } else if (raw.charAt(++i) == 'u') {
                text.append((char) Integer.parseInt(raw, i + 1, i + 5, 16));
                i += 4;
            } else {
                text.append(unescaped(raw.charAt(i)));
            }
        }
        return text.toString();
    }

    /** The 20 bytes that 20 characters up to U+00FF stand for (ISO-8859-1); null when it is anything else. */
    static @Nullable Id20 id(byte[] json, int from, int to) {
        long head = 0;
        long middle = 0;
        int tail = 0;
        int count = 0;
        int at = from;
        while (at < to) {
            int value = json[at++];
            if (value == '\\') {
                int kind = json[at++];
                value = kind == 'u' ? hex(json, at) : unescaped((char) kind);
                at += kind == 'u' ? 4 : 0;
            } else if (value < 0) {
                // Two bytes, of which the first is C2 or C3, up to U+00FF.
                int lead = value & 0xFF;
                value = lead > 0xC3 || at == to ? HIGHEST_BYTE + 1 : ((lead & 0x03) << 6) | (json[at++] & 0x3F);
            }
            if (value > HIGHEST_BYTE || count == Id20.BYTES) {
                return null;
            }
            if (count < 8) {
                head = (head << 8) | value;
            } else if (count < 16) {
                middle = (middle << 8) | value;
            } else {
                tail = (tail << 8) | value;
            }
            count++;
        }
        return count == Id20.BYTES ? new Id20(head, middle, tail) : null;
    }

    private static int hex(byte[] json, int at) {
        int value = 0;
        for (int i = at; i < at + 4; i++) {
            value = (value << 4) | Character.digit(json[i], 16);
        }
        return value;
    }

    private static char unescaped(char kind) {
        return switch (kind) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> kind;
        };
    }
}
