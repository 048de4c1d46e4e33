package org.bittube.gateway.nal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What differs between H.264 and H.265 for whoever only repacks their NAL units. Without state. */
public interface VideoCodec {
    /** The one for ITU-T H.264. */
    VideoCodec AVC = new AvcCodec();

    /** The one for ITU-T H.265. */
    VideoCodec HEVC = new HevcCodec();

    /** What is to be done with a NAL unit. */
    enum Unit {
        /** Belongs to the picture. */
        PICTURE,
        /** Belongs to the picture, at which a decoder can start. */
        KEYFRAME,
        /** Says that a decoder could start here if the picture is the first one after parameter sets. */
        RECOVERY,
        /** A parameter set: needed before the first picture. */
        PARAMETERS,
        /** A new picture begins. */
        DELIMITER,
        /** Of no use to a decoder that is told the lengths. */
        FILLER,
        /** Anything else, which stays where it is. */
        OTHER
    }

    /** Judges a unit of at least one byte. */
    Unit classify(byte[] bytes, int start, int end);

    /**
     * The configuration record of these parameter sets, in any order; null when one is missing or damaged.
     */
    byte @Nullable [] configuration(List<byte[]> sets);

    /** The pictures' format as a configuration record says; null when it is cut. */
    @Nullable
    PictureFormat format(byte[] configuration);
}
