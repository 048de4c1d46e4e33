package org.bittube.gateway.library;

import java.util.Locale;
import java.util.Map;

/** The media type of a file whose contents say nothing, from its name. */
final class MediaTypes {
    static final String UNKNOWN = "application/octet-stream";

    private static final Map<String, String> BY_EXTENSION = Map.ofEntries(
            Map.entry("7z", "application/x-7z-compressed"),
            Map.entry("aac", "audio/aac"),
            Map.entry("avi", "video/x-msvideo"),
            Map.entry("csv", "text/csv"),
            Map.entry("flac", "audio/flac"),
            Map.entry("gif", "image/gif"),
            Map.entry("gz", "application/gzip"),
            Map.entry("iso", "application/x-iso9660-image"),
            Map.entry("jpeg", "image/jpeg"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("json", "application/json"),
            Map.entry("m4a", "audio/mp4"),
            Map.entry("mkv", "video/x-matroska"),
            Map.entry("mov", "video/quicktime"),
            Map.entry("mp3", "audio/mpeg"),
            Map.entry("mp4", "video/mp4"),
            Map.entry("ogg", "audio/ogg"),
            Map.entry("opus", "audio/ogg"),
            Map.entry("pdf", "application/pdf"),
            Map.entry("png", "image/png"),
            Map.entry("srt", "application/x-subrip"),
            Map.entry("tar", "application/x-tar"),
            Map.entry("ts", "video/mp2t"),
            Map.entry("txt", "text/plain"),
            Map.entry("vtt", "text/vtt"),
            Map.entry("wav", "audio/wav"),
            Map.entry("webm", "video/webm"),
            Map.entry("webp", "image/webp"),
            Map.entry("zip", "application/zip"));

    private MediaTypes() {}

    /** Never a type that a browser would run. */
    static String of(String name) {
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return BY_EXTENSION.getOrDefault(extension, UNKNOWN);
    }
}
