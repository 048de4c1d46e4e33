package org.bittube.gateway.hls;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code NAME=value,NAME="value"} (RFC 8216 §4.2). What is malformed is left out. */
final class AttributeList {
    private static final int MOST = 64;

    private final Map<String, String> values = new HashMap<>();

    AttributeList(String text) {
        int at = 0;
        while (at < text.length() && values.size() < MOST) {
            int equals = text.indexOf('=', at);
            if (equals < 0) {
                return;
            }
            String name = text.substring(at, equals).strip();
            int end;
            if (equals + 1 < text.length() && text.charAt(equals + 1) == '"') {
                end = text.indexOf('"', equals + 2);
                if (end < 0) {
                    return;
                }
                values.put(name, text.substring(equals + 2, end));
                end = text.indexOf(',', end);
            } else {
                end = text.indexOf(',', equals);
                values.put(
                        name,
                        text.substring(equals + 1, end < 0 ? text.length() : end)
                                .strip());
            }
            if (end < 0) {
                return;
            }
            at = end + 1;
        }
    }

    @Nullable
    String get(String name) {
        return values.get(name);
    }

    String getOr(String name, String usual) {
        return values.getOrDefault(name, usual);
    }

    /** A hexadecimal number of at most 16 bytes, with zeros in front; null when there is none. */
    byte @Nullable [] sixteenBytes(String name) {
        String text = values.get(name);
        if (text == null || !text.toLowerCase(Locale.ROOT).matches("0x[0-9a-f]{1,32}")) {
            return null;
        }
        String digits = "0".repeat(34 - text.length()) + text.substring(2);
        byte[] bytes = new byte[16];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(digits.substring(2 * i, 2 * i + 2), 16);
        }
        return bytes;
    }
}
