package org.bittube.gateway.library;

import java.nio.charset.StandardCharsets;

/** The header that says under which name a file is kept (RFC 6266, RFC 8187). */
final class ContentDisposition {
    private static final String PLAIN = "!#$&+-.^_`|~";

    private ContentDisposition() {}

    /**
     * The header's value.
     *
     * @param attachment whether browsers are to keep the file instead of showing it
     */
    static String of(String name, boolean attachment) {
        StringBuilder ascii = new StringBuilder();
        name.codePoints().forEach(c -> ascii.append(c >= ' ' && c < 0x7F && c != '"' && c != '\\' ? (char) c : '_'));
        String value = (attachment ? "attachment" : "inline") + "; filename=\"" + ascii + '"';
        return ascii.toString().equals(name) ? value : value + "; filename*=UTF-8''" + encoded(name);
    }

    private static String encoded(String name) {
        StringBuilder text = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            int c = b & 0xFF;
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (letter || (c < 0x80 && PLAIN.indexOf(c) >= 0)) {
                text.append((char) c);
            } else {
                text.append(String.format("%%%02X", c));
            }
        }
        return text.toString();
    }
}
