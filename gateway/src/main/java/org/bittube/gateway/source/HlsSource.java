package org.bittube.gateway.source;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.bittube.gateway.hls.HlsException;
import org.bittube.gateway.hls.MasterPlaylist;
import org.bittube.gateway.hls.MediaPlaylist;
import org.bittube.gateway.hls.Playlist;
import org.bittube.gateway.hls.PlaylistCursor;
import org.bittube.gateway.hls.PlaylistParser;
import org.bittube.gateway.hls.Segment;
import org.jspecify.annotations.Nullable;

/**
 * Pulls HLS: reads the playlist again and again, fetches one segment after the other and plays them at their own pace. A live stream is played as near to its
 * end as its segments allow; one that has ended from its beginning, once. All of it is one epoch. Confined to the event loop on which it was started.
 */
final class HlsSource extends HttpSource {

    private static final long SHORTEST_REFRESH_MILLIS = 250;
    private static final long LONGEST_REFRESH_MILLIS = 10_000;
    /** So often a segment is tried before the stream goes on without it. */
    private static final int ATTEMPTS = 3;

    private final HlsSpec spec;
    private final SegmentFetch segments = new SegmentFetch(this::get);
    private final SegmentTags segmentTags = new SegmentTags();
    private PlaylistCursor cursor = new PlaylistCursor();
    private @Nullable HttpFetch fetch;
    private @Nullable HttpAsk playlist;
    private @Nullable MediaPlaylist latest;
    private PlaylistCursor.@Nullable Next wanted;
    private int attempts;
    private boolean busy;
    private long readMillis;
    private long refreshMillis;
    private long resyncsTold;

    HlsSource(Vertx vertx, HlsSpec spec, UrlPolicy urls, LongSupplier clockMillis, RandomGenerator random) {
        this(vertx, spec, urls, HttpTimings.DEFAULT, clockMillis, random);
    }

    HlsSource(
            Vertx vertx,
            HlsSpec spec,
            UrlPolicy urls,
            HttpTimings timings,
            LongSupplier clockMillis,
            RandomGenerator random) {
        super(
                vertx,
                spec.url(),
                urls,
                timings,
                new HttpClientOptions().setDecompressionSupported(true),
                0,
                clockMillis,
                random);
        this.spec = spec;
    }

    @Override
    void begin(HttpClient opened) {
        fetch = new HttpFetch(vertx, opened, urls, timings, clockMillis);
        journal.enter(SourceState.CONNECTING);
        refresh();
    }

    @Override
    void onRoom() {
        advance();
    }

    @Override
    void letGo() {
        if (fetch != null) {
            fetch.cancel();
            fetch = null;
        }
    }

    /** Does what is next: a segment, if there is room for it, or else another look at the playlist when it is time. */
    private void advance() {
        if (stopped() || busy || isFull()) {
            return;
        }
        PlaylistCursor.Next next = wanted == null ? cursor.next() : wanted;
        wanted = next;
        if (next != null) {
            fetchSegment(next);
            return;
        }
        if (cursor.over() && journal.state() == SourceState.RUNNING && isDrained()) {
            say(SourceState.WAITING, "The stream has ended: it goes on when its playlist does.");
        }
        later(Math.max(1, readMillis + refreshMillis - clockMillis.getAsLong()), this::refresh);
    }

    private void refresh() {
        HttpAsk ask = playlist == null
                ? new HttpAsk(spec.url(), "application/vnd.apple.mpegurl, */*;q=0.1", spec.headers())
                : playlist;
        get(ask, PlaylistParser.MOST_CHARACTERS).onComplete(got -> listed(ask, got), this::lostPlaylist);
    }

    private void listed(HttpAsk ask, HttpFetch.Fetched got) {
        if (stopped()) {
            return;
        }
        busy = false;
        try {
            Playlist read = PlaylistParser.parse(got.body().toString(StandardCharsets.UTF_8));
            HttpAsk found = ask.at(got.url());
            if (read instanceof MediaPlaylist media) {
                playlist = playlist == null ? found : playlist;
                follow(media);
            } else if (playlist == null) {
                playlist = SegmentFetch.at(found, chosen((MasterPlaylist) read).uri());
                refresh();
            } else {
                throw new HlsException("names other playlists where there should be segments");
            }
        } catch (HlsException e) {
            fail("The playlist " + e.getMessage() + ".");
        }
    }

    private MasterPlaylist.Variant chosen(MasterPlaylist master) {
        MasterPlaylist.Variant named = spec.variant().isEmpty() ? master.highest() : master.named(spec.variant());
        if (named == null) {
            throw new HlsException("has no variant " + spec.variant());
        }
        return named;
    }

    private void follow(MediaPlaylist media) {
        readMillis = clockMillis.getAsLong();
        latest = media;
        boolean news = cursor.offer(media);
        long target = media.ended() ? LONGEST_REFRESH_MILLIS : news ? media.targetMillis() : media.targetMillis() / 2;
        refreshMillis = Math.max(SHORTEST_REFRESH_MILLIS, Math.min(LONGEST_REFRESH_MILLIS, target));
        if (news) {
            backoff.reset();
        }
        advance();
    }

    private void fetchSegment(PlaylistCursor.Next next) {
        Segment segment = next.segment();
        HttpAsk base = playlist;
        if (base == null) {
            return;
        }
        try {
            segments.fetch(base, segment)
                    .onComplete(fetched -> play(next, fetched), trouble -> lostSegment(segment, trouble));
        } catch (HlsException e) {
            fail("The playlist " + e.getMessage() + ".");
        }
    }

    private void play(PlaylistCursor.Next next, SegmentFetch.Fetched fetched) {
        if (stopped()) {
            return;
        }
        busy = false;
        wanted = null;
        attempts = 0;
        journal.countBytes(fetched.segment().length());
        try {
            if (next.discontinuity()) {
                segmentTags.discontinuity(this::deliver);
                output().discontinuity();
            }
            if (next.gap()) {
                output().interruption();
            }
            segmentTags.accept(fetched.before(), fetched.segment(), this::deliver);
        } catch (HlsException e) {
            cursor.skip();
            fail("The playlist " + e.getMessage() + ".");
            return;
        }
        if (!segmentTags.refused().isEmpty()) {
            journal.note("The stream carries " + segmentTags.refused() + ", which is left out.");
        }
        journal.countResyncs(segmentTags.damages() - resyncsTold);
        resyncsTold = segmentTags.damages();
        if (cursor.over()) {
            segmentTags.discontinuity(this::deliver);
        }
        backoff.reset();
        advance();
    }

    private void lostPlaylist(Throwable trouble) {
        if (!stopped()) {
            busy = false;
            // What was chosen may have gone; begin with the address that was given.
            playlist = latest != null && latest.ended() ? playlist : null;
            fail(words(trouble));
        }
    }

    private void lostSegment(Segment segment, Throwable trouble) {
        if (stopped()) {
            return;
        }
        busy = false;
        if (++attempts >= ATTEMPTS || trouble instanceof HlsException) {
            attempts = 0;
            wanted = null;
            cursor.skip();
            journal.note("Segment " + segment.sequence() + " is missing: " + words(trouble));
            advance();
        } else {
            later(backoff.nextMillis(), this::advance);
        }
    }

    private void fail(String reason) {
        retry(reason, this::refresh);
    }

    private Future<HttpFetch.Fetched> get(HttpAsk ask, int mostBytes) {
        HttpFetch open = fetch;
        if (stopped() || open == null) {
            return Future.future(never -> {});
        }
        busy = true;
        return open.fetch(ask, mostBytes);
    }

    private static String words(Throwable trouble) {
        return trouble instanceof HlsException
                ? "The playlist " + trouble.getMessage() + "."
                : String.valueOf(trouble.getMessage());
    }
}
