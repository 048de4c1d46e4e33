package org.bittube.gateway.hls;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads M3U8 (RFC 8216 §4). Tags that are not known, and values that make no sense where another can be assumed, are passed over, for servers write
 * what they like.
 */
public final class PlaylistParser {
    /** The longest text that is read. */
    public static final int MOST_CHARACTERS = 4 << 20;

    private static final int MOST_SEGMENTS = 50_000;
    private static final int MOST_VARIANTS = 200;
    private static final double LONGEST_SECONDS = 86_400;
    private static final long USUAL_TARGET_MILLIS = 6_000;

    private final List<Segment> segments = new ArrayList<>();
    private final List<MasterPlaylist.Variant> variants = new ArrayList<>();
    private long targetMillis;
    private long firstSequence;
    private boolean ended;
    private boolean media;

    private long durationMillis;
    private boolean discontinuity;
    private boolean missing;
    private Segment.@Nullable Range range;
    private Segment.@Nullable Key key;
    private Segment.@Nullable Initialization initialization;
    private @Nullable AttributeList variant;
    private long rangeEnd;

    private PlaylistParser() {}

    /**
     * Reads a whole playlist.
     *
     * @throws HlsException when it is none, or needs what is not taken
     */
    public static Playlist parse(String text) {
        if (text.length() > MOST_CHARACTERS) {
            throw new HlsException("is longer than " + (MOST_CHARACTERS >> 20) + " MB");
        }
        String[] lines = text.split("\r?\n|\r", -1);
        String first = lines.length == 0 ? "" : lines[0].strip();
        if (!first.startsWith("#EXTM3U") && !first.startsWith("\uFEFF#EXTM3U")) {
            throw new HlsException("is no M3U8: its first line is not #EXTM3U");
        }
        PlaylistParser parser = new PlaylistParser();
        for (int i = 1; i < lines.length; i++) {
            parser.line(lines[i].strip());
        }
        return parser.result();
    }

    private Playlist result() {
        if (!variants.isEmpty()) {
            return new MasterPlaylist(variants);
        }
        if (!media && segments.isEmpty()) {
            throw new HlsException("names neither segments nor other playlists");
        }
        return new MediaPlaylist(targetMillis > 0 ? targetMillis : longest(), firstSequence, ended, segments);
    }

    private long longest() {
        return segments.stream().mapToLong(Segment::durationMillis).max().orElse(USUAL_TARGET_MILLIS);
    }

    private void line(String line) {
        if (line.isEmpty()) {
            return;
        }
        if (!line.startsWith("#")) {
            uri(line);
        } else if (line.startsWith("#EXT")) {
            int colon = line.indexOf(':');
            tag(colon < 0 ? line : line.substring(0, colon), colon < 0 ? "" : line.substring(colon + 1));
        }
    }

    private void tag(String name, String value) {
        switch (name) {
            case "#EXTINF" -> durationMillis = millis(value.split(",", 2)[0]);
            case "#EXT-X-TARGETDURATION" -> {
                media = true;
                targetMillis = millis(value);
            }
            case "#EXT-X-MEDIA-SEQUENCE" -> {
                media = true;
                if (segments.isEmpty()) {
                    firstSequence = number(value, 0);
                }
            }
            case "#EXT-X-ENDLIST" -> ended = true;
            case "#EXT-X-DISCONTINUITY" -> discontinuity = true;
            case "#EXT-X-GAP" -> missing = true;
            case "#EXT-X-BYTERANGE" -> range = range(value);
            case "#EXT-X-KEY" -> key = key(new AttributeList(value));
            case "#EXT-X-MAP" -> initialization = initialization(new AttributeList(value));
            case "#EXT-X-STREAM-INF" -> variant = new AttributeList(value);
            default -> {
                // Nothing that we need.
            }
        }
    }

    private void uri(String uri) {
        if (variant != null) {
            if (variants.size() < MOST_VARIANTS) {
                String size = variant.getOr("RESOLUTION", "");
                int height = (int) Math.min(65_535, number(size.substring(size.indexOf('x') + 1), 0));
                variants.add(new MasterPlaylist.Variant(
                        uri, number(variant.getOr("BANDWIDTH", ""), 0), height, variant.getOr("NAME", "")));
            }
            variant = null;
            return;
        }
        if (segments.size() == MOST_SEGMENTS) {
            throw new HlsException("has more than " + MOST_SEGMENTS + " segments");
        }
        segments.add(new Segment(
                firstSequence + segments.size(),
                uri,
                durationMillis,
                discontinuity,
                missing,
                range,
                key,
                initialization));
        durationMillis = 0;
        discontinuity = false;
        missing = false;
        range = null;
    }

    private static Segment.@Nullable Key key(AttributeList attributes) {
        String method = attributes.getOr("METHOD", "NONE");
        if (method.equals("NONE")) {
            return null;
        }
        String uri = attributes.get("URI");
        String format = attributes.getOr("KEYFORMAT", "identity");
        if (!method.equals("AES-128") || !format.equals("identity") || uri == null) {
            throw new HlsException("is encrypted by " + printable(method) + "; only AES-128 with a plain key is taken");
        }
        byte[] iv = attributes.sixteenBytes("IV");
        return new Segment.Key(uri, iv == null ? null : Buffer.buffer(iv));
    }

    private Segment.@Nullable Initialization initialization(AttributeList attributes) {
        String uri = attributes.get("URI");
        String bytes = attributes.get("BYTERANGE");
        // It is encrypted where a key with a vector of its own stands before it; what comes behind is for segments only
        // (RFC 8216 §4.3.2.5).
        Segment.Key own = key == null || key.iv() == null ? null : key;
        return uri == null ? null : new Segment.Initialization(uri, bytes == null ? null : range(bytes), own);
    }

    /** {@code length@offset}, or {@code length} from the end of the range before. */
    private Segment.@Nullable Range range(String value) {
        int at = value.indexOf('@');
        long length = number(at < 0 ? value : value.substring(0, at), 0);
        long offset = at < 0 ? rangeEnd : number(value.substring(at + 1), 0);
        if (length == 0 || offset + length < 0) {
            return null;
        }
        rangeEnd = offset + length;
        return new Segment.Range(offset, length);
    }

    private static long millis(String seconds) {
        try {
            double value = Double.parseDouble(seconds.strip());
            return value > 0 && value <= LONGEST_SECONDS ? Math.round(value * 1_000) : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static long number(String text, long usual) {
        String digits = text.strip();
        return digits.matches("[0-9]{1,15}") ? Long.parseLong(digits) : usual;
    }

    private static String printable(String text) {
        String clean = text.replaceAll("[^\\x20-\\x7E]+", " ").strip();
        return clean.length() > 40 ? clean.substring(0, 40) : clean;
    }
}
