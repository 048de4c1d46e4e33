package org.bittube.tracker.webtorrent;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The name that a client gave an offer: any string. Kept as JSON text in one spelling, so that an answer that spells it with
 * other escapes is recognised, and so that it can be echoed as it is.
 */
final class OfferId {
    /** As JSON text, quotes included. Clients use 20 characters of which some take six bytes. */
    static final int MAX_BYTES = 160;

    private final byte[] json;
    private final int hash;

    private OfferId(byte[] json) {
        this.json = json;
        this.hash = Arrays.hashCode(json);
    }

    /**
     * Reads a string that {@link JsonScanner} has passed, quotes included.
     *
     * @throws BadRequest when it is too long
     */
    static OfferId read(byte[] message, int from, int to) {
        if (to - from > MAX_BYTES) {
            throw new BadRequest("An offer_id is a string of at most " + MAX_BYTES + " bytes.");
        }
        return new OfferId(
                JsonString.hasEscape(message, from, to)
                        ? respelled(JsonString.text(message, from + 1, to - 1))
                        : Arrays.copyOfRange(message, from, to));
    }

    /** Escapes what must be escaped, and nothing else. */
    private static byte[] respelled(String text) {
        StringBuilder json = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                json.append(c).append(text.charAt(++i));
            } else if (c < ' ' || Character.isSurrogate(c)) {
                json.append(String.format("\\u%04x", (int) c));
            } else if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString().getBytes(StandardCharsets.UTF_8);
    }

    void writeTo(MessageWriter writer) {
        writer.raw(json, 0, json.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OfferId that && hash == that.hash && Arrays.equals(json, that.json);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return new String(json, StandardCharsets.UTF_8);
    }
}
