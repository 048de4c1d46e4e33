package org.bittube.gateway.flv;

import io.vertx.core.buffer.Buffer;

/**
 * One FLV tag (FLV 10.1, annex E.4.1).
 *
 * @param timestampMillis 0 or more; 64 bits inside, the low 32 of them on the wire
 * @param body what stands between the tag header and the PreviousTagSize; shared and never written to by anybody
 */
public record FlvTag(TagType type, long timestampMillis, Buffer body) {
    /** Bytes before the body. */
    public static final int HEADER_BYTES = 11;

    /** Bytes behind the body: PreviousTagSize. */
    public static final int TRAILER_BYTES = 4;

    /** The largest body that the 24-bit length can express. */
    public static final int MAX_BODY_BYTES = 0xFFFFFF;

    private static final byte[] ON_META_DATA = {2, 0, 10, 'o', 'n', 'M', 'e', 't', 'a', 'D', 'a', 't', 'a'};

    public FlvTag {
        if (timestampMillis < 0) {
            throw new IllegalArgumentException("timestamp below 0: " + timestampMillis);
        }
        if (body.length() > MAX_BODY_BYTES) {
            throw new IllegalArgumentException("body of " + body.length() + " bytes does not fit into a tag");
        }
    }

    /** Bytes of the whole tag on the wire: header, body and PreviousTagSize. */
    public int encodedLength() {
        return HEADER_BYTES + body.length() + TRAILER_BYTES;
    }

    /** Whether a decoder can start at this tag: a video keyframe with a coded picture, not a sequence header. */
    public boolean isKeyframe() {
        return type == TagType.VIDEO && VideoHeader.parse(body).isKeyframe();
    }

    /** Whether this is the configuration that a decoder needs before the first frame of video or audio. */
    public boolean isSequenceHeader() {
        return switch (type) {
            case VIDEO -> VideoHeader.parse(body).isSequenceHeader();
            case AUDIO -> AudioHeader.parse(body).isSequenceHeader();
            case SCRIPT -> false;
        };
    }

    /** Whether this is {@code onMetaData}: an AMF0 string of that name comes first. */
    public boolean isMetadata() {
        if (type != TagType.SCRIPT || body.length() < ON_META_DATA.length) {
            return false;
        }
        for (int i = 0; i < ON_META_DATA.length; i++) {
            if (body.getByte(i) != ON_META_DATA[i]) {
                return false;
            }
        }
        return true;
    }

    /** The same tag at another time; the body is shared. */
    public FlvTag withTimestamp(long millis) {
        return millis == timestampMillis ? this : new FlvTag(type, millis, body);
    }
}
