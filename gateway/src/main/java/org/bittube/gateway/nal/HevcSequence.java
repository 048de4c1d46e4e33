package org.bittube.gateway.nal;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** Sequence parameter sets of H.265 (ITU-T H.265 §7.3.2.2). */
final class HevcSequence {
    private static final int HEADER_BYTES = 2;
    /** profile_tier_level without what concerns sub-layers (§7.3.3). */
    static final int GENERAL_BYTES = 12;

    private HevcSequence() {}

    /**
     * What the set says.
     *
     * @param general the 12 bytes of general_profile_space … general_level_idc
     * @param subLayers 1–7
     * @param nested sps_temporal_id_nesting_flag
     */
    record Contents(Buffer general, int subLayers, boolean nested, PictureFormat format) {}

    /** Null when the set is damaged. */
    static @Nullable Contents read(byte[] set) {
        PayloadBits bits = new PayloadBits(set, HEADER_BYTES);
        bits.skip(4);
        int subLayers = (int) bits.bits(3) + 1;
        boolean nested = bits.flag();
        Buffer general = Buffer.buffer(GENERAL_BYTES);
        for (int i = 0; i < GENERAL_BYTES; i++) {
            general.appendByte((byte) bits.bits(8));
        }
        skipSubLayers(bits, subLayers - 1);
        bits.unsigned();
        int chroma = (int) bits.unsigned();
        if (chroma == 3) {
            bits.skip(1);
        }
        long width = bits.unsigned();
        long height = bits.unsigned();
        if (bits.flag()) {
            int cropX = chroma == 1 || chroma == 2 ? 2 : 1;
            int cropY = chroma == 1 ? 2 : 1;
            width -= cropX * (bits.unsigned() + bits.unsigned());
            height -= cropY * (bits.unsigned() + bits.unsigned());
        }
        PictureFormat format = new PictureFormat(
                (int) Math.min(Integer.MAX_VALUE, width),
                (int) Math.min(Integer.MAX_VALUE, height),
                chroma,
                8 + (int) bits.unsigned(),
                8 + (int) bits.unsigned());
        return bits.exhausted() || subLayers > 7 || !format.isPlausible()
                ? null
                : new Contents(general, subLayers, nested, format);
    }

    private static void skipSubLayers(PayloadBits bits, int count) {
        boolean[] profile = new boolean[8];
        boolean[] level = new boolean[8];
        for (int i = 0; i < count; i++) {
            profile[i] = bits.flag();
            level[i] = bits.flag();
        }
        if (count > 0) {
            bits.skip(2 * (8 - count));
        }
        for (int i = 0; i < count; i++) {
            bits.skip((profile[i] ? 88 : 0) + (level[i] ? 8 : 0));
        }
    }
}
