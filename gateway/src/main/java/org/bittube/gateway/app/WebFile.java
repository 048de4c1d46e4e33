package org.bittube.gateway.app;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.zip.GZIPOutputStream;
import org.bittube.gateway.encoding.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * A file of the web module, as it lies in the jar under {@code /web}.
 *
 * @param mediaType for {@code Content-Type}
 * @param plain the bytes
 * @param gzipped the same, compressed; null where that saves nothing
 * @param etag strong entity tag of the plain bytes, without quotes
 */
record WebFile(String mediaType, Buffer plain, @Nullable Buffer gzipped, String etag) {

    private static final Map<String, String> MEDIA_TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("map", "application/json"),
            Map.entry("json", "application/json"),
            Map.entry("txt", "text/plain; charset=utf-8"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("webp", "image/webp"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff2", "font/woff2"));

    private static final int ETAG_BYTES = 12;

    /**
     * Reads a file; blocks.
     *
     * @param path below {@code /web}, without a slash in front; only of a kind that a browser is meant to load
     * @return null when there is no such file
     */
    static @Nullable WebFile read(String path) {
        String mediaType = MEDIA_TYPES.get(path.substring(path.lastIndexOf('.') + 1));
        if (mediaType == null) {
            return null;
        }
        try (InputStream resource = WebFile.class.getResourceAsStream("/web/" + path)) {
            if (resource == null) {
                return null;
            }
            byte[] bytes = resource.readAllBytes();
            boolean isText = mediaType.startsWith("text/") || mediaType.endsWith("json") || mediaType.endsWith("xml");
            byte[] gzipped = isText ? gzip(bytes) : bytes;
            return new WebFile(
                    mediaType,
                    Buffer.buffer(bytes),
                    gzipped.length < bytes.length ? Buffer.buffer(gzipped) : null,
                    etag(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same page with more elements in its head; not compressed, for every address has another one. */
    WebFile inHead(String elements) {
        byte[] bytes = plain.toString(StandardCharsets.UTF_8)
                .replaceFirst("</head>", Matcher.quoteReplacement(elements + "</head>"))
                .getBytes(StandardCharsets.UTF_8);
        return new WebFile(mediaType, Buffer.buffer(bytes), null, etag(bytes));
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        }
        return packed.toByteArray();
    }

    private static String etag(byte[] bytes) {
        return HexFormat.of().formatHex(Sha256.of(bytes), 0, ETAG_BYTES);
    }
}
