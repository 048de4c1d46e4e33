package org.bittube.gateway.mp4;

import io.vertx.core.buffer.Buffer;
import org.bittube.gateway.flv.TagType;

/**
 * How the samples of a track are coded, in the words of FLV (FLV 10.1, annex E.4.2 and E.4.3).
 *
 * @param sequenceHeader body of the tag that a decoder needs first
 * @param width of the picture in pixels; 0 for sound
 * @param height of the picture in pixels; 0 for sound
 */
record SampleDescription(TagType type, Buffer sequenceHeader, int width, int height) {
    private static final byte AVC_KEYFRAME = 0x17;
    private static final byte AVC_INTER = 0x27;
    /** AAC; the rate and the channels that FLV wants here are always these, and the true ones stand in the configuration. */
    private static final byte AAC = (byte) 0xAF;

    private static final byte CONFIGURATION = 0;
    private static final byte FRAMES = 1;

    /** @param configuration an AVCDecoderConfigurationRecord (ISO/IEC 14496-15 §5.3.3.1) */
    static SampleDescription avc(byte[] configuration, int width, int height) {
        Buffer header = Buffer.buffer()
                .appendByte(AVC_KEYFRAME)
                .appendByte(CONFIGURATION)
                .appendMedium(0);
        return new SampleDescription(TagType.VIDEO, header.appendBytes(configuration), width, height);
    }

    /** @param configuration an AudioSpecificConfig (ISO/IEC 14496-3 §1.6.2.1) */
    static SampleDescription aac(byte[] configuration) {
        Buffer header = Buffer.buffer().appendByte(AAC).appendByte(CONFIGURATION);
        return new SampleDescription(TagType.AUDIO, header.appendBytes(configuration), 0, 0);
    }

    /** Bytes of a tag's body before the sample's own. */
    int prefixBytes() {
        return type == TagType.VIDEO ? SampleLimits.TAG_PREFIX_BYTES : 2;
    }

    /** Writes these bytes to the front of a body. */
    void prefix(byte[] body, boolean sync, int compositionMillis) {
        if (type == TagType.AUDIO) {
            body[0] = AAC;
            body[1] = FRAMES;
            return;
        }
        body[0] = sync ? AVC_KEYFRAME : AVC_INTER;
        body[1] = FRAMES;
        body[2] = (byte) (compositionMillis >> 16);
        body[3] = (byte) (compositionMillis >> 8);
        body[4] = (byte) compositionMillis;
    }
}
