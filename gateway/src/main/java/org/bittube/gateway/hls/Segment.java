package org.bittube.gateway.hls;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a stream.
 *
 * @param sequence its number in the stream
 * @param uri perhaps relative to that of the playlist
 * @param discontinuity timestamps, or more, begin anew with it
 * @param missing the server has not got it (EXT-X-GAP)
 * @param range part of the resource; null: all of it
 * @param key null: not encrypted
 * @param initialization of fragmented MP4; null: none
 */
public record Segment(
        long sequence,
        String uri,
        long durationMillis,
        boolean discontinuity,
        boolean missing,
        @Nullable Range range,
        @Nullable Key key,
        @Nullable Initialization initialization) {

    /** Bytes of a resource. */
    public record Range(long offset, long length) {
        /** As the header {@code Range} of HTTP wants it. */
        public String header() {
            return "bytes=" + offset + "-" + (offset + length - 1);
        }
    }

    /**
     * AES-128 (RFC 8216 §4.3.2.4).
     *
     * @param iv 16 bytes; null: the segment's number
     */
    public record Key(String uri, @Nullable Buffer iv) {}

    /**
     * What has to be read before the segments that follow it.
     *
     * @param key with a vector of its own; null: not encrypted
     */
    public record Initialization(
            String uri, @Nullable Range range, @Nullable Key key) {}
}
