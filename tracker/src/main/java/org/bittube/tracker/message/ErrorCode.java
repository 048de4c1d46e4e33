package org.bittube.tracker.message;

/** Why something was not done (docs/protocol.md section 5); on the wire in lower case with hyphens. */
public enum ErrorCode {
    BAD_MESSAGE,
    UNKNOWN_GROUP,
    UNKNOWN_PEER,
    VERSION,
    GROUP_FULL,
    TOO_MANY_GROUPS,
    RATE,
    NOT_JOINED,
    DENIED
}
