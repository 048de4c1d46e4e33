package org.bittube.gateway.flv;

/** The dialect of a video or audio header. */
public enum HeaderForm {
    /** FLV 10.1: the codec is a 4-bit number. */
    LEGACY,
    /** Enhanced RTMP: the codec is a FourCC. */
    ENHANCED,
    /** Empty, cut or a number that nobody defined; the bytes are kept as they are. */
    UNKNOWN
}
