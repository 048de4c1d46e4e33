package org.bittube.gateway.object;

import java.nio.charset.StandardCharsets;
import org.bittube.gateway.object.ObjectFormatException.Reason;

/** Reads a text that has only one spelling, piece by piece; whatever differs is refused at once. */
final class CanonicalText {
    private static final int MOST_DIGITS = 15;

    private final String text;
    private int at;

    CanonicalText(String text) {
        this.text = text;
    }

    /** Steps over exactly this. */
    void literal(String expected) {
        if (!text.startsWith(expected, at)) {
            throw refused("something else than " + expected);
        }
        at += expected.length();
    }

    boolean follows(char next) {
        return at < text.length() && text.charAt(at) == next;
    }

    /** A decimal number without sign and leading zeros, 0 … {@code most}. */
    long number(long most) {
        int end = at;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        boolean spelt = end > at && end - at <= MOST_DIGITS && (text.charAt(at) != '0' || end == at + 1);
        long value = spelt ? Long.parseLong(text.substring(at, end)) : -1;
        if (value < 0 || value > most) {
            throw refused("no number from 0 to " + most);
        }
        at = end;
        return value;
    }

    /** A text between quotation marks, in which only quotation marks are escaped. */
    String quoted() {
        literal("\"");
        StringBuilder value = new StringBuilder();
        while (!follows('"')) {
            if (follows('\\')) {
                literal("\\");
                literal("\"");
                value.append('"');
            } else if (at < text.length()) {
                value.append(text.charAt(at++));
            } else {
                throw refused("text without an end");
            }
        }
        at++;
        return value.toString();
    }

    void end() {
        if (at < text.length()) {
            throw refused("something behind the end");
        }
    }

    /** Where reading stands, counted in bytes of UTF-8. */
    int byteOffset() {
        return text.substring(0, at).getBytes(StandardCharsets.UTF_8).length;
    }

    private ObjectFormatException refused(String found) {
        return new ObjectFormatException(Reason.FORMAT, byteOffset(), found);
    }
}
