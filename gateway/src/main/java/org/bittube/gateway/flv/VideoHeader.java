package org.bittube.gateway.flv;

import io.vertx.core.buffer.Buffer;

/**
 * What the first bytes of a video tag's body say: legacy (FLV 10.1, annex E.4.3) or Enhanced RTMP v2, "Enhanced Video".
 *
 * @param form legacy, enhanced, or not understood
 * @param codec name of the codec, for people: {@code H.264}, {@code AV1}; otherwise the FourCC or number as text
 * @param frameType 1 keyframe, 2 inter, 3 disposable, 4 generated key, 5 command; 0 when unknown
 * @param kind what the body carries
 * @param compositionMillis presentation time minus the tag's timestamp, signed 24 bits; 0 where the form has none
 * @param multitrack how many tracks the tag may carry
 * @param trackId number of the first track in the tag; 0 where there is but one
 * @param dataOffset where the codec's own bytes begin in the body (for multitrack: of the first track)
 */
public record VideoHeader(
        HeaderForm form,
        String codec,
        int frameType,
        BodyKind kind,
        int compositionMillis,
        Multitrack multitrack,
        int trackId,
        int dataOffset) {

    /** Never fails: a body that is empty, cut or unknown is {@link HeaderForm#UNKNOWN}. */
    public static VideoHeader parse(Buffer body) {
        return VideoHeaderParser.parse(body);
    }

    /** Whether a decoder that has the sequence header can start here. */
    public boolean isKeyframe() {
        return kind == BodyKind.FRAMES && (frameType == 1 || frameType == 4);
    }

    /** Whether the body is the decoder's configuration and no picture. */
    public boolean isSequenceHeader() {
        return kind == BodyKind.SEQUENCE_HEADER;
    }
}
