package org.bittube.gateway.hls;

import io.vertx.core.buffer.Buffer;
import java.util.HexFormat;
import java.util.Locale;

/** Writes playlists, so that tests can read what was read once more. */
final class PlaylistText {
    private PlaylistText() {}

    static String of(Playlist playlist) {
        StringBuilder text = new StringBuilder("#EXTM3U\n");
        if (playlist instanceof MasterPlaylist master) {
            for (MasterPlaylist.Variant variant : master.variants()) {
                text.append("#EXT-X-STREAM-INF:BANDWIDTH=")
                        .append(variant.bitsPerSecond())
                        .append(",RESOLUTION=1x")
                        .append(variant.height())
                        .append(",NAME=\"")
                        .append(variant.name())
                        .append("\"\n")
                        .append(variant.uri())
                        .append('\n');
            }
            return text.toString();
        }
        MediaPlaylist media = (MediaPlaylist) playlist;
        text.append("#EXT-X-TARGETDURATION:")
                .append(seconds(media.targetMillis()))
                .append('\n');
        text.append("#EXT-X-MEDIA-SEQUENCE:").append(media.firstSequence()).append('\n');
        media.segments().forEach(segment -> write(segment, text));
        return text.append(media.ended() ? "#EXT-X-ENDLIST\n" : "").toString();
    }

    private static void write(Segment segment, StringBuilder text) {
        Segment.Key key = segment.key();
        text.append("#EXT-X-KEY:METHOD=");
        if (key == null) {
            text.append("NONE");
        } else {
            Buffer iv = key.iv();
            text.append("AES-128,URI=\"").append(key.uri()).append('"');
            text.append(iv == null ? "" : ",IV=0x" + HexFormat.of().formatHex(iv.getBytes()));
        }
        Segment.Initialization initialization = segment.initialization();
        if (initialization != null) {
            text.append("\n#EXT-X-MAP:URI=\"").append(initialization.uri()).append('"');
            Segment.Range part = initialization.range();
            text.append(part == null ? "" : ",BYTERANGE=\"" + part.length() + "@" + part.offset() + "\"");
        }
        Segment.Range range = segment.range();
        text.append(range == null ? "" : "\n#EXT-X-BYTERANGE:" + range.length() + "@" + range.offset());
        text.append(segment.discontinuity() ? "\n#EXT-X-DISCONTINUITY" : "");
        text.append(segment.missing() ? "\n#EXT-X-GAP" : "");
        text.append("\n#EXTINF:").append(seconds(segment.durationMillis())).append(",\n");
        text.append(segment.uri()).append('\n');
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.3f", millis / 1_000.0);
    }
}
