package org.bittube.tracker.message;

/** The kind of the local ICE candidate of a connection (RFC 8445 section 5.1.1); on the wire in lower case. */
public enum CandidatePath {
    HOST,
    SRFLX,
    PRFLX,
    RELAY,
    UNKNOWN
}
