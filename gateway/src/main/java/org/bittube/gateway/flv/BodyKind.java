package org.bittube.gateway.flv;

/** What a video or audio tag carries. */
public enum BodyKind {
    /** The configuration that a decoder needs first. */
    SEQUENCE_HEADER,
    /** Coded pictures or sound. */
    FRAMES,
    /** No more of this sequence follows. */
    END_OF_SEQUENCE,
    /** About the pictures or the sound: colour information, channel layout, a command. */
    METADATA,
    /** Not understood. */
    UNKNOWN
}
