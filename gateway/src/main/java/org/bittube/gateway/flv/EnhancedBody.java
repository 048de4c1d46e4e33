package org.bittube.gateway.flv;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part that Enhanced video and audio have in common (Enhanced RTMP v2, "Enhanced Audio" and "Enhanced Video"): packet type,
 * the ModEx loop, the Multitrack header and the tracks behind it.
 *
 * @param packetType what the tracks carry, after ModEx and Multitrack were taken off
 * @param modified whether ModEx modifiers stood in front
 * @param tracks at least one; the only one of a tag without Multitrack has number 0
 */
public record EnhancedBody(int packetType, boolean modified, Multitrack layout, List<Track> tracks) {
    private static final int PACKET_MOD_EX = 7;
    private static final int VIDEO_MULTITRACK = 6;
    private static final int AUDIO_MULTITRACK = 5;
    private static final int FOUR_CC_BYTES = 4;

    public EnhancedBody {
        tracks = List.copyOf(tracks);
    }

    /**
     * Where one track stands in the body.
     *
     * @param id 0–255
     * @param fourCc the codec, four ASCII characters as a big-endian number
     * @param start offset of the codec's own bytes
     * @param end offset behind them
     */
    public record Track(int id, int fourCc, int start, int end) {
        /** The four characters as text; unprintable ones as {@code ?}. */
        public String codec() {
            byte[] text = new byte[FOUR_CC_BYTES];
            for (int i = 0; i < FOUR_CC_BYTES; i++) {
                int c = (fourCc >>> (24 - 8 * i)) & 0xFF;
                text[i] = (byte) (c >= 0x20 && c < 0x7F ? c : '?');
            }
            return new String(text, StandardCharsets.US_ASCII);
        }
    }

    /** Whether an audio or video body is in the enhanced form at all. */
    public static boolean isEnhanced(TagType type, Buffer body) {
        if (body.length() == 0) {
            return false;
        }
        int first = body.getUnsignedByte(0);
        return type == TagType.VIDEO ? (first & 0x80) != 0 : type == TagType.AUDIO && first >>> 4 == 9;
    }

    /** The enhanced body, or null when it is cut or makes no sense. Call it only when {@link #isEnhanced}. */
    public static @Nullable EnhancedBody parse(TagType type, Buffer body) {
        return new Cursor(body).parse(type == TagType.VIDEO ? VIDEO_MULTITRACK : AUDIO_MULTITRACK);
    }

    /** Reads one body; every method that can run past the end says so by -1 or null. */
    private static final class Cursor {
        private final Buffer body;
        private int at = 1;

        Cursor(Buffer body) {
            this.body = body;
        }

        @Nullable
        EnhancedBody parse(int multitrackType) {
            int packetType = body.getUnsignedByte(0) & 0x0F;
            boolean modified = false;
            while (packetType == PACKET_MOD_EX) {
                modified = true;
                packetType = skipModifier();
            }
            if (packetType < 0) {
                return null;
            }
            if (packetType != multitrackType) {
                return has(FOUR_CC_BYTES)
                        ? new EnhancedBody(
                                packetType,
                                modified,
                                Multitrack.NONE,
                                List.of(new Track(0, body.getInt(at), at + FOUR_CC_BYTES, body.length())))
                        : null;
            }
            return multitrack(multitrackType, modified);
        }

        /** One round of the ModEx loop; answers the packet type behind it, -1 when the body ends. */
        private int skipModifier() {
            if (!has(1)) {
                return -1;
            }
            int size = body.getUnsignedByte(at++) + 1;
            if (size == 256) {
                if (!has(2)) {
                    return -1;
                }
                size = body.getUnsignedShort(at) + 1;
                at += 2;
            }
            if (!has(size + 1)) {
                return -1;
            }
            at += size;
            return body.getUnsignedByte(at++) & 0x0F;
        }

        private @Nullable EnhancedBody multitrack(int multitrackType, boolean modified) {
            if (!has(1)) {
                return null;
            }
            int packed = body.getUnsignedByte(at++);
            int packetType = packed & 0x0F;
            Multitrack layout =
                    switch (packed >>> 4) {
                        case 0 -> Multitrack.ONE_TRACK;
                        case 1 -> Multitrack.MANY_TRACKS;
                        case 2 -> Multitrack.MANY_TRACKS_MANY_CODECS;
                        default -> Multitrack.NONE;
                    };
            if (layout == Multitrack.NONE || packetType == multitrackType || packetType == PACKET_MOD_EX) {
                return null;
            }
            int sharedFourCc = 0;
            if (layout != Multitrack.MANY_TRACKS_MANY_CODECS) {
                if (!has(FOUR_CC_BYTES)) {
                    return null;
                }
                sharedFourCc = body.getInt(at);
                at += FOUR_CC_BYTES;
            }
            List<Track> tracks = tracks(layout, sharedFourCc);
            return tracks == null ? null : new EnhancedBody(packetType, modified, layout, tracks);
        }

        private @Nullable List<Track> tracks(Multitrack layout, int sharedFourCc) {
            List<Track> tracks = new ArrayList<>();
            do {
                int fourCc = sharedFourCc;
                if (layout == Multitrack.MANY_TRACKS_MANY_CODECS) {
                    if (!has(FOUR_CC_BYTES)) {
                        return null;
                    }
                    fourCc = body.getInt(at);
                    at += FOUR_CC_BYTES;
                }
                if (!has(1)) {
                    return null;
                }
                int id = body.getUnsignedByte(at++);
                int size = body.length() - at;
                if (layout != Multitrack.ONE_TRACK) {
                    if (!has(3)) {
                        return null;
                    }
                    size = body.getUnsignedMedium(at);
                    at += 3;
                }
                if (!has(size)) {
                    return null;
                }
                tracks.add(new Track(id, fourCc, at, at + size));
                at += size;
            } while (at < body.length());
            return tracks;
        }

        private boolean has(int bytes) {
            return body.length() - at >= bytes;
        }
    }
}
