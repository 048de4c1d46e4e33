package org.bittube.gateway.mp4;

/**
 * One coded picture, or one frame of sound.
 *
 * @param offset of its bytes in the file
 * @param size of its bytes; 0 for a gap
 * @param sync whether a decoder can start here
 * @param description which description of its track it needs, from 1
 */
record Sample(Time time, long offset, int size, boolean sync, int description) {

    /**
     * In units of the track's timescale, before the edit list.
     *
     * @param decode when it is decoded
     * @param compositionOffset from then until it is shown; may be negative
     * @param duration until the next one is decoded
     */
    record Time(long decode, long compositionOffset, long duration) {
        /** When it is shown. */
        long composition() {
            return decode + compositionOffset;
        }

        /** When the next one is decoded. */
        long end() {
            return decode + duration;
        }
    }
}
