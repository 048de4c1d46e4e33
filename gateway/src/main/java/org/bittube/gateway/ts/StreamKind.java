package org.bittube.gateway.ts;

import io.vertx.core.buffer.Buffer;
import org.bittube.gateway.nal.VideoCodec;

/** What an elementary stream carries, as far as it concerns us (ISO/IEC 13818-1 table 2-34). */
enum StreamKind {
    H264,
    H265,
    AAC,
    MPEG_AUDIO,
    OTHER;

    private static final int OPUS = 0x4F70_7573;

    static StreamKind of(int streamType) {
        return switch (streamType) {
            case 0x1B -> H264;
            case 0x24 -> H265;
            case 0x0F -> AAC;
            case 0x03, 0x04 -> MPEG_AUDIO;
            default -> OTHER;
        };
    }

    /** Name of a kind of sound or picture that is not taken; empty for what is neither. */
    static String nameOfOther(ProgramTables.Stream stream) {
        return switch (stream.type()) {
            case 0x01, 0x02 -> "MPEG-2 video";
            case 0x10 -> "MPEG-4 part 2 video";
            case 0x11, 0x1C -> "AAC in LATM";
            case 0x33 -> "H.266";
            case 0x81 -> "AC-3";
            case 0x87 -> "E-AC-3";
            case 0xDB, 0xCF, 0xC1, 0xC2 -> "encrypted sound or pictures (SAMPLE-AES)";
            case 0x06 -> privateName(stream.descriptors());
            default -> "";
        };
    }

    VideoCodec codec() {
        return this == H265 ? VideoCodec.HEVC : VideoCodec.AVC;
    }

    boolean isVideo() {
        return this == H264 || this == H265;
    }

    boolean isAudio() {
        return this == AAC || this == MPEG_AUDIO;
    }

    /** DVB's descriptors 0x6A and 0x7A, and registration descriptors 5 of which only Opus is common. */
    private static String privateName(Buffer descriptors) {
        for (int at = 0; at + 2 <= descriptors.length(); at += 2 + descriptors.getUnsignedByte(at + 1)) {
            int tag = descriptors.getUnsignedByte(at);
            if (tag == 0x6A) {
                return "AC-3";
            }
            if (tag == 0x7A) {
                return "E-AC-3";
            }
            if (tag == 5 && at + 6 <= descriptors.length() && descriptors.getInt(at + 2) == OPUS) {
                return "Opus in MPEG-TS";
            }
        }
        return "";
    }
}
