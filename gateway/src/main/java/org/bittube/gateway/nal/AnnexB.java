package org.bittube.gateway.nal;

/** Finds NAL units between start codes (ITU-T H.264 and H.265, annex B). */
public final class AnnexB {
    private static final int START_CODE_BYTES = 3;

    private AnnexB() {}

    /** Takes NAL units; the bytes may not be kept. */
    @FunctionalInterface
    public interface UnitSink {
        /**
         * One NAL unit, at least one byte long.
         *
         * @param start of its header, behind the start code
         * @param end behind its last byte; zeros that follow a unit are not part of it
         */
        void accept(byte[] bytes, int start, int end);
    }

    /** Hands out the NAL units between two places; what stands before the first start code is passed over. */
    public static void forEach(byte[] bytes, int from, int to, UnitSink sink) {
        int code = startCode(bytes, from, to);
        while (code < to) {
            int start = code + START_CODE_BYTES;
            int next = startCode(bytes, start, to);
            int end = next;
            while (end > start && bytes[end - 1] == 0) {
                end--;
            }
            if (end > start) {
                sink.accept(bytes, start, end);
            }
            code = next;
        }
    }

    /** Where the next 00 00 01 begins; {@code to} when there is none. */
    public static int startCode(byte[] bytes, int from, int to) {
        int at = from + 2;
        while (at < to) {
            int third = bytes[at];
            if (third > 1 || third < 0) {
                at += 3;
            } else if (third == 0) {
                at++;
            } else if (bytes[at - 1] == 0 && bytes[at - 2] == 0) {
                return at - 2;
            } else {
                at += 3;
            }
        }
        return to;
    }
}
