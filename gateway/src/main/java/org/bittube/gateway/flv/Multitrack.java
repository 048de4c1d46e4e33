package org.bittube.gateway.flv;

/** How tracks are laid out in a tag (Enhanced RTMP v2, AvMultitrackType). */
public enum Multitrack {
    /** No multitrack header: the tag is of track 0. */
    NONE,
    /** One track, with its number. */
    ONE_TRACK,
    /** Several tracks of one codec. */
    MANY_TRACKS,
    /** Several tracks, each with its own codec. */
    MANY_TRACKS_MANY_CODECS
}
