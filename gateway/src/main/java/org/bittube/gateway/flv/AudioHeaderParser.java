package org.bittube.gateway.flv;

import io.vertx.core.buffer.Buffer;

/** The bytes behind {@link AudioHeader}. */
final class AudioHeaderParser {
    private static final int FORMAT_AAC = 10;

    private AudioHeaderParser() {}

    static AudioHeader parse(Buffer body) {
        if (body.length() == 0) {
            return unknown("");
        }
        return EnhancedBody.isEnhanced(TagType.AUDIO, body) ? enhanced(body) : legacy(body);
    }

    private static AudioHeader legacy(Buffer body) {
        int format = body.getUnsignedByte(0) >>> 4;
        String codec = legacyCodec(format);
        if (codec.startsWith("format ")) {
            return unknown(codec);
        }
        // Opus in the legacy form borrows number 13 and the layout of AAC.
        if (format != FORMAT_AAC && format != 13) {
            return new AudioHeader(HeaderForm.LEGACY, codec, BodyKind.FRAMES, Multitrack.NONE, 0, 1);
        }
        if (body.length() < 2) {
            return unknown(codec);
        }
        BodyKind kind =
                switch (body.getUnsignedByte(1)) {
                    case 0 -> BodyKind.SEQUENCE_HEADER;
                    case 1 -> BodyKind.FRAMES;
                    default -> BodyKind.UNKNOWN;
                };
        return new AudioHeader(HeaderForm.LEGACY, codec, kind, Multitrack.NONE, 0, 2);
    }

    private static AudioHeader enhanced(Buffer body) {
        EnhancedBody parsed = EnhancedBody.parse(TagType.AUDIO, body);
        if (parsed == null) {
            return unknown("");
        }
        EnhancedBody.Track track = parsed.tracks().get(0);
        BodyKind kind =
                switch (parsed.packetType()) {
                    case 0 -> BodyKind.SEQUENCE_HEADER;
                    case 1 -> BodyKind.FRAMES;
                    case 2 -> BodyKind.END_OF_SEQUENCE;
                    case 4 -> BodyKind.METADATA;
                    default -> BodyKind.UNKNOWN;
                };
        return new AudioHeader(
                HeaderForm.ENHANCED, enhancedCodec(track.codec()), kind, parsed.layout(), track.id(), track.start());
    }

    private static AudioHeader unknown(String codec) {
        return new AudioHeader(HeaderForm.UNKNOWN, codec, BodyKind.UNKNOWN, Multitrack.NONE, 0, 0);
    }

    private static String legacyCodec(int format) {
        return switch (format) {
            case 0, 3 -> "PCM";
            case 1 -> "ADPCM";
            case 2, 14 -> "MP3";
            case 4, 5, 6 -> "Nellymoser";
            case 7 -> "G.711 A-law";
            case 8 -> "G.711 mu-law";
            case FORMAT_AAC -> "AAC";
            case 11 -> "Speex";
            case 13 -> "Opus";
            default -> "format " + format;
        };
    }

    private static String enhancedCodec(String fourCc) {
        return switch (fourCc) {
            case "mp4a" -> "AAC";
            case "Opus" -> "Opus";
            case "fLaC" -> "FLAC";
            case "ac-3" -> "AC-3";
            case "ec-3" -> "E-AC-3";
            case ".mp3" -> "MP3";
            default -> fourCc;
        };
    }
}
