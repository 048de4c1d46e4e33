package org.bittube.gateway.source;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bittube.gateway.hls.HlsException;
import org.bittube.gateway.hls.Segment;
import org.bittube.gateway.hls.SegmentCipher;
import org.jspecify.annotations.Nullable;

/** Fetches segments in clear, each with what it needs: its key, and what stands before segments of fragmented MP4. Confined to its event loop. */
final class SegmentFetch {
    private static final int MOST_SEGMENT_BYTES = 64 << 20;
    private static final int MOST_KEY_BYTES = 1_024;
    private static final int MOST_INITIALIZATION_BYTES = 1 << 20;
    private static final int KEPT_FILES = 8;

    private final Get get;
    /** Keys and initializations, which many segments share. */
    private final Map<HttpAsk, Buffer> kept = new LinkedHashMap<>();

    /** Fetches one resource; not called while another one is under way. */
    interface Get {
        Future<HttpFetch.Fetched> get(HttpAsk ask, int mostBytes);
    }

    /**
     * A segment.
     *
     * @param before what a decoder of fragmented MP4 reads first; empty for other kinds
     */
    record Fetched(Buffer before, Buffer segment) {}

    SegmentFetch(Get get) {
        this.get = get;
    }

    /**
     * Fetches one.
     *
     * @throws HlsException when the playlist names what cannot be
     */
    Future<Fetched> fetch(HttpAsk playlist, Segment segment) {
        HttpAsk ask = ranged(at(playlist, segment.uri()), segment.range());
        return key(playlist, segment.key())
                .compose(key -> before(playlist, segment).compose(before -> get.get(ask, MOST_SEGMENT_BYTES)
                        .map(got -> new Fetched(before, inClear(segment, segment.key(), key, got.body())))));
    }

    private Future<Buffer> before(HttpAsk playlist, Segment segment) {
        Segment.Initialization wanted = segment.initialization();
        if (wanted == null) {
            return Future.succeededFuture(Buffer.buffer());
        }
        Future<Buffer> found = keep(ranged(at(playlist, wanted.uri()), wanted.range()), MOST_INITIALIZATION_BYTES);
        return found.compose(body -> isInClear(body)
                ? found
                : key(playlist, wanted.key()).map(key -> inClear(segment, wanted.key(), key, body)));
    }

    /** Some packagers write the key before it and leave it as it is. */
    private static boolean isInClear(Buffer initialization) {
        return initialization.length() >= 8
                && initialization.getString(4, 8, "ISO-8859-1").equals("ftyp");
    }

    private Future<Buffer> key(HttpAsk playlist, Segment.@Nullable Key spec) {
        return spec == null ? Future.succeededFuture(Buffer.buffer()) : keep(at(playlist, spec.uri()), MOST_KEY_BYTES);
    }

    private static Buffer inClear(Segment segment, Segment.@Nullable Key spec, Buffer key, Buffer body) {
        return spec == null ? body : SegmentCipher.decrypt(segment, spec, key, body);
    }

    private Future<Buffer> keep(HttpAsk ask, int mostBytes) {
        Buffer known = kept.get(ask);
        if (known != null) {
            return Future.succeededFuture(known);
        }
        return get.get(ask, mostBytes).map(got -> {
            if (kept.size() == KEPT_FILES) {
                kept.remove(kept.keySet().iterator().next());
            }
            kept.put(ask, got.body());
            return got.body();
        });
    }

    /** What a playlist refers to. */
    static HttpAsk at(HttpAsk playlist, String reference) {
        try {
            return playlist.at(playlist.url().resolve(new URI(reference)));
        } catch (URISyntaxException e) {
            throw new HlsException("names something that is no URL");
        }
    }

    private static HttpAsk ranged(HttpAsk ask, Segment.@Nullable Range range) {
        if (range == null) {
            return ask;
        }
        Map<String, String> headers = new HashMap<>(ask.headers());
        headers.put("Range", range.header());
        return new HttpAsk(ask.url(), ask.accept(), headers);
    }
}
