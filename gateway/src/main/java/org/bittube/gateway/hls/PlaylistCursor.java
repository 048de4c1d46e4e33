package org.bittube.gateway.hls;

import org.jspecify.annotations.Nullable;

/**
 * Goes through the segments of a playlist that is read again and again. In a live one it begins two segments before the end, for the next one may be a whole
 * segment away; in one that has ended, at the beginning. Segments that left the list before they were read are counted.
 */
public final class PlaylistCursor {
    private static final int LIVE_SEGMENTS = 2;

    private @Nullable MediaPlaylist playlist;
    private long nextSequence = -1;
    private boolean broken;
    private long missed;

    /**
     * What to fetch.
     *
     * @param discontinuity timestamps before it say nothing of its own
     * @param gap segments before it are missing
     */
    public record Next(Segment segment, boolean discontinuity, boolean gap) {}

    /** The playlist as it is now; answers whether there is something in it that was not there before. */
    public boolean offer(MediaPlaylist latest) {
        MediaPlaylist before = playlist;
        playlist = latest;
        boolean restarted = nextSequence > latest.endSequence();
        if (nextSequence < 0 || restarted) {
            broken |= restarted;
            int back = latest.ended() ? latest.segments().size() : LIVE_SEGMENTS;
            nextSequence = Math.max(latest.firstSequence(), latest.endSequence() - back);
        } else if (latest.firstSequence() > nextSequence) {
            missed += latest.firstSequence() - nextSequence;
            nextSequence = latest.firstSequence();
            broken = true;
        }
        return before == null || restarted || latest.endSequence() != before.endSequence();
    }

    /** The next segment, which counts as fetched from now on; null when there is none yet. */
    public @Nullable Next next() {
        MediaPlaylist known = playlist;
        while (known != null && nextSequence < known.endSequence()) {
            Segment segment = known.segments().get((int) (nextSequence - known.firstSequence()));
            nextSequence++;
            boolean gap = broken;
            if (!segment.missing()) {
                broken = false;
                return new Next(segment, segment.discontinuity() || gap, gap);
            }
            skip();
        }
        return null;
    }

    /** The segment that was named last could not be had. */
    public void skip() {
        missed++;
        broken = true;
    }

    /** Whether every segment was named and no other will come. */
    public boolean over() {
        return playlist != null && playlist.ended() && nextSequence >= playlist.endSequence();
    }

    /** Segments that the stream goes on without. */
    public long missed() {
        return missed;
    }
}
