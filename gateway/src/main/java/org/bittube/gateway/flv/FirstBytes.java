package org.bittube.gateway.flv;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

/** Tells an operator what an input is that should have been FLV. */
final class FirstBytes {
    private static final int SHOWN_BYTES = 32;

    private FirstBytes() {}

    /** One clause, such as {@code is a web page (HTML), no FLV: it begins with "<!doctype html>"}. */
    static String describe(Buffer start) {
        String text = start.toString(StandardCharsets.ISO_8859_1);
        return "is " + kind(text) + ", no FLV: it begins with " + excerpt(text);
    }

    private static String kind(String text) {
        String trimmed =
                text.replaceFirst("^\u00EF\u00BB\u00BF", "").stripLeading().toLowerCase(Locale.ROOT);
        if (trimmed.startsWith("<?xml") || trimmed.startsWith("<mpd")) {
            return "an XML document";
        }
        if (trimmed.startsWith("<")) {
            return "a web page (HTML)";
        }
        if (trimmed.startsWith("#extm3u")) {
            return "an HLS playlist";
        }
        if (trimmed.startsWith("{") || trimmed.startsWith("[")) {
            return "JSON";
        }
        if (text.startsWith("ftyp", 4)) {
            return "an MP4 file";
        }
        if (text.startsWith("\u001AE\u00DF\u00A3")) {
            return "a Matroska or WebM file";
        }
        if (text.startsWith("G")) {
            return "perhaps MPEG-TS";
        }
        return text.startsWith("\u001F\u008B") ? "compressed (gzip)" : "something else";
    }

    private static String excerpt(String text) {
        String shown = text.length() > SHOWN_BYTES ? text.substring(0, SHOWN_BYTES) : text;
        boolean printable = shown.chars().allMatch(c -> (c >= 0x20 && c < 0x7F) || c == '\n' || c == '\r' || c == '\t');
        return printable
                ? '"' + shown.replaceAll("\\s+", " ").strip() + '"'
                : "the bytes " + HexFormat.ofDelimiter(" ").formatHex(shown.getBytes(StandardCharsets.ISO_8859_1));
    }
}
