package org.bittube.gateway.nal;

import org.jspecify.annotations.Nullable;

/** Sequence parameter sets of H.264 (ITU-T H.264 §7.3.2.1.1). */
final class AvcSequence {
    private static final int HEADER_BYTES = 1;
    private static final int MOST_ID = 31;
    private static final int MOST_CYCLE = 255;

    private AvcSequence() {}

    /** Its number, 0–31; -1 when it is cut or no such set. */
    static int id(byte[] set) {
        if (set.length < 5) {
            return -1;
        }
        long id = new PayloadBits(set, HEADER_BYTES + 3).unsigned();
        return id > MOST_ID ? -1 : (int) id;
    }

    /** The pictures' format; null when the set is damaged. */
    static @Nullable PictureFormat format(byte[] set) {
        PayloadBits bits = new PayloadBits(set, HEADER_BYTES);
        int profile = (int) bits.bits(8);
        bits.skip(16);
        bits.unsigned();
        int chroma = 1;
        int lumaBits = 8;
        int chromaBits = 8;
        boolean separate = false;
        if (hasChroma(profile)) {
            chroma = (int) bits.unsigned();
            separate = chroma == 3 && bits.flag();
            lumaBits = 8 + (int) bits.unsigned();
            chromaBits = 8 + (int) bits.unsigned();
            bits.skip(1);
            if (bits.flag()) {
                scalingLists(bits, chroma == 3 ? 12 : 8);
            }
        }
        bits.unsigned();
        pictureOrder(bits);
        bits.unsigned();
        bits.skip(1);
        long widthInBlocks = bits.unsigned() + 1;
        long heightInUnits = bits.unsigned() + 1;
        boolean framesOnly = bits.flag();
        if (!framesOnly) {
            bits.skip(1);
        }
        bits.skip(1);
        long left = 0;
        long right = 0;
        long top = 0;
        long bottom = 0;
        if (bits.flag()) {
            left = bits.unsigned();
            right = bits.unsigned();
            top = bits.unsigned();
            bottom = bits.unsigned();
        }
        long lines = framesOnly ? 1 : 2;
        boolean subsampled = !separate && chroma != 0;
        long cropX = subsampled && chroma != 3 ? 2 : 1;
        long cropY = (subsampled && chroma == 1 ? 2 : 1) * lines;
        PictureFormat format = new PictureFormat(
                (int) Math.min(Integer.MAX_VALUE, widthInBlocks * 16 - cropX * (left + right)),
                (int) Math.min(Integer.MAX_VALUE, heightInUnits * 16 * lines - cropY * (top + bottom)),
                chroma,
                lumaBits,
                chromaBits);
        return bits.exhausted() || !format.isPlausible() ? null : format;
    }

    /** Whether sets of the profile say how colours are sampled. */
    static boolean hasChroma(int profile) {
        return switch (profile) {
            case 100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135 -> true;
            default -> false;
        };
    }

    private static void scalingLists(PayloadBits bits, int lists) {
        for (int i = 0; i < lists; i++) {
            if (!bits.flag()) {
                continue;
            }
            long last = 8;
            long next = 8;
            for (int j = 0; j < (i < 6 ? 16 : 64) && !bits.exhausted(); j++) {
                if (next != 0) {
                    next = (last + bits.signed() + 256) & 0xFF;
                }
                last = next == 0 ? last : next;
            }
        }
    }

    private static void pictureOrder(PayloadBits bits) {
        long type = bits.unsigned();
        if (type == 0) {
            bits.unsigned();
        } else if (type == 1) {
            bits.skip(1);
            bits.signed();
            bits.signed();
            long cycle = Math.min(MOST_CYCLE, bits.unsigned());
            for (long i = 0; i < cycle; i++) {
                bits.signed();
            }
        }
    }
}
