package org.bittube.gateway.mp4;

/** What people call the codecs that sample descriptions name by four characters (registered at mp4ra.org). */
final class CodecNames {
    private CodecNames() {}

    static String video(String fourCc) {
        return switch (fourCc) {
            case "hvc1", "hev1", "dvh1", "dvhe" -> named("H.265", fourCc);
            case "avc2", "avc3", "avc4" -> named("another kind of H.264", fourCc);
            case "av01" -> named("AV1", fourCc);
            case "vp08" -> named("VP8", fourCc);
            case "vp09" -> named("VP9", fourCc);
            case "vvc1", "vvi1" -> named("H.266", fourCc);
            case "mp4v" -> named("MPEG-4 part 2", fourCc);
            case "apch", "apcn", "apcs", "apco", "ap4h" -> named("ProRes", fourCc);
            case "jpeg", "mjpa", "mjpb" -> named("JPEG", fourCc);
            default -> "'" + fourCc + "'";
        };
    }

    static String audio(String fourCc) {
        return switch (fourCc) {
            case "ac-3" -> named("AC-3", fourCc);
            case "ec-3" -> named("E-AC-3", fourCc);
            case "Opus" -> "Opus";
            case "fLaC" -> named("FLAC", fourCc);
            case "alac" -> named("Apple Lossless", fourCc);
            case ".mp3" -> named("MP3", fourCc);
            case "lpcm", "sowt", "twos", "in24", "fl32", "ipcm" -> named("PCM", fourCc);
            case "samr", "sawb" -> named("AMR", fourCc);
            default -> "'" + fourCc + "'";
        };
    }

    /** The object type indication of {@code esds}, for those that are no AAC. */
    static String objectType(int indication) {
        return switch (indication) {
            case 0x69, 0x6B -> "MP3";
            case 0xA5 -> "AC-3";
            case 0xA6 -> "E-AC-3";
            case 0xA9 -> "DTS";
            case 0xAD -> "Opus";
            case 0xDD -> "Vorbis";
            default -> "a codec of number " + indication;
        };
    }

    private static String named(String name, String fourCc) {
        return name + " ('" + fourCc + "')";
    }
}
