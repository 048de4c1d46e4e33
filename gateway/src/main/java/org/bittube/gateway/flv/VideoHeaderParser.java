package org.bittube.gateway.flv;

import io.vertx.core.buffer.Buffer;

/** The bytes behind {@link VideoHeader}. */
final class VideoHeaderParser {
    private static final int FRAME_COMMAND = 5;
    private static final int PACKET_METADATA = 4;

    private VideoHeaderParser() {}

    static VideoHeader parse(Buffer body) {
        if (body.length() == 0) {
            return unknown("", 0);
        }
        return EnhancedBody.isEnhanced(TagType.VIDEO, body) ? enhanced(body) : legacy(body);
    }

    private static VideoHeader legacy(Buffer body) {
        int first = body.getUnsignedByte(0);
        int frameType = first >>> 4;
        int codecNumber = first & 0x0F;
        String codec = legacyCodec(codecNumber);
        if (frameType == FRAME_COMMAND) {
            return new VideoHeader(HeaderForm.LEGACY, codec, frameType, BodyKind.METADATA, 0, Multitrack.NONE, 0, 1);
        }
        return switch (codecNumber) {
            case 7, 12, 13 -> packetized(body, codec, frameType);
            case 2, 3, 4, 5, 6 ->
                new VideoHeader(HeaderForm.LEGACY, codec, frameType, BodyKind.FRAMES, 0, Multitrack.NONE, 0, 1);
            default -> unknown(codec, frameType);
        };
    }

    /** AVCVIDEOPACKET, and the same layout as it is used for H.265 and AV1 by encoders older than Enhanced RTMP. */
    private static VideoHeader packetized(Buffer body, String codec, int frameType) {
        if (body.length() < 5) {
            return unknown(codec, frameType);
        }
        BodyKind kind =
                switch (body.getUnsignedByte(1)) {
                    case 0 -> BodyKind.SEQUENCE_HEADER;
                    case 1 -> BodyKind.FRAMES;
                    case 2 -> BodyKind.END_OF_SEQUENCE;
                    default -> BodyKind.UNKNOWN;
                };
        return new VideoHeader(HeaderForm.LEGACY, codec, frameType, kind, body.getMedium(2), Multitrack.NONE, 0, 5);
    }

    private static VideoHeader enhanced(Buffer body) {
        int frameType = (body.getUnsignedByte(0) >>> 4) & 0x07;
        if (frameType == FRAME_COMMAND && (body.getUnsignedByte(0) & 0x0F) != PACKET_METADATA) {
            return new VideoHeader(HeaderForm.ENHANCED, "", frameType, BodyKind.METADATA, 0, Multitrack.NONE, 0, 1);
        }
        EnhancedBody parsed = EnhancedBody.parse(TagType.VIDEO, body);
        if (parsed == null) {
            return unknown("", frameType);
        }
        EnhancedBody.Track track = parsed.tracks().get(0);
        BodyKind kind =
                switch (parsed.packetType()) {
                    case 0, 5 -> BodyKind.SEQUENCE_HEADER;
                    case 1, 3 -> BodyKind.FRAMES;
                    case 2 -> BodyKind.END_OF_SEQUENCE;
                    case PACKET_METADATA -> BodyKind.METADATA;
                    default -> BodyKind.UNKNOWN;
                };
        int dataOffset = track.start();
        int composition = 0;
        if (parsed.packetType() == 1 && hasCompositionTime(track.codec())) {
            if (track.end() - track.start() < 3) {
                return unknown(track.codec(), frameType);
            }
            composition = body.getMedium(dataOffset);
            dataOffset += 3;
        }
        return new VideoHeader(
                HeaderForm.ENHANCED,
                enhancedCodec(track.codec()),
                frameType,
                kind,
                composition,
                parsed.layout(),
                track.id(),
                dataOffset);
    }

    private static VideoHeader unknown(String codec, int frameType) {
        return new VideoHeader(HeaderForm.UNKNOWN, codec, frameType, BodyKind.UNKNOWN, 0, Multitrack.NONE, 0, 0);
    }

    private static boolean hasCompositionTime(String fourCc) {
        return fourCc.equals("avc1") || fourCc.equals("hvc1") || fourCc.equals("vvc1");
    }

    private static String legacyCodec(int number) {
        return switch (number) {
            case 2 -> "Sorenson H.263";
            case 3 -> "Screen video";
            case 4 -> "VP6";
            case 5 -> "VP6 with alpha";
            case 6 -> "Screen video 2";
            case 7 -> "H.264";
            case 12 -> "H.265";
            case 13 -> "AV1";
            default -> "codec " + number;
        };
    }

    private static String enhancedCodec(String fourCc) {
        return switch (fourCc) {
            case "avc1" -> "H.264";
            case "hvc1" -> "H.265";
            case "vvc1" -> "H.266";
            case "av01" -> "AV1";
            case "vp08" -> "VP8";
            case "vp09" -> "VP9";
            default -> fourCc;
        };
    }
}
