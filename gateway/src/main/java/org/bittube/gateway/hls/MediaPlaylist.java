package org.bittube.gateway.hls;

import java.util.List;

/**
 * A list of segments (RFC 8216 §4.3.3), which grows at its end and may shrink at its beginning.
 *
 * @param targetMillis no segment is longer
 * @param firstSequence number of the first segment, or of the next one where there is none
 * @param ended nothing more will come
 */
public record MediaPlaylist(long targetMillis, long firstSequence, boolean ended, List<Segment> segments)
        implements Playlist {
    public MediaPlaylist {
        segments = List.copyOf(segments);
    }

    /** Number of the segment that comes behind the last. */
    public long endSequence() {
        return firstSequence + segments.size();
    }
}
