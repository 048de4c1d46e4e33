package org.bittube.gateway.mp4;

/**
 * What holds for the samples of a fragment that say nothing else: {@code trex}, then {@code tfhd} (ISO/IEC 14496-12 §8.8.3, §8.8.7).
 *
 * @param description number from 1
 * @param duration in units of the track's timescale
 * @param sizeBytes 0: each sample says its own
 * @param flags of §8.8.3.1
 */
record FragmentDefaults(int description, long duration, long sizeBytes, int flags) {
    private static final int NOT_SYNC = 0x10000;

    /** Whether flags are those of a sample at which a decoder can start. */
    static boolean sync(int flags) {
        return (flags & NOT_SYNC) == 0;
    }
}
