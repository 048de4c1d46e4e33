package org.bittube.gateway.flv;

import io.vertx.core.buffer.Buffer;

/**
 * What the first bytes of an audio tag's body say: legacy (FLV 10.1, annex E.4.2) or Enhanced RTMP v2, "Enhanced Audio".
 *
 * @param form legacy, enhanced, or not understood
 * @param codec name of the codec, for people: {@code AAC}, {@code MP3}, {@code Opus}; otherwise the FourCC or number as text
 * @param kind what the body carries
 * @param multitrack how many tracks the tag may carry
 * @param trackId number of the first track in the tag; 0 where there is but one
 * @param dataOffset where the codec's own bytes begin in the body (for multitrack: of the first track)
 */
public record AudioHeader(
        HeaderForm form, String codec, BodyKind kind, Multitrack multitrack, int trackId, int dataOffset) {

    /** Never fails: a body that is empty, cut or unknown is {@link HeaderForm#UNKNOWN}. */
    public static AudioHeader parse(Buffer body) {
        return AudioHeaderParser.parse(body);
    }

    /** Whether the body is the decoder's configuration and no sound. */
    public boolean isSequenceHeader() {
        return kind == BodyKind.SEQUENCE_HEADER;
    }
}
