package org.bittube.gateway.hls;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The same programme in several qualities (RFC 8216 §4.3.4). */
public record MasterPlaylist(List<Variant> variants) implements Playlist {
    public MasterPlaylist {
        variants = List.copyOf(variants);
    }

    /**
     * One quality.
     *
     * @param uri of its media playlist, perhaps relative to that of this playlist
     * @param bitsPerSecond at most
     * @param height of the picture in pixels; 0 where it is not told
     * @param name that the playlist gives it; empty where it gives none
     */
    public record Variant(String uri, long bitsPerSecond, int height, String name) {}

    /** The one with the most bits. */
    public Variant highest() {
        return variants.stream()
                .max(Comparator.comparingLong(Variant::bitsPerSecond))
                .orElseThrow();
    }

    /** The one with that name, that height such as {@code 720p}, or that URI; null when there is none. */
    public @Nullable Variant named(String wanted) {
        return variants.stream()
                .filter(variant -> wanted.equals(variant.name())
                        || wanted.equals(variant.height() + "p")
                        || wanted.equals(variant.uri()))
                .max(Comparator.comparingLong(Variant::bitsPerSecond))
                .orElse(null);
    }
}
