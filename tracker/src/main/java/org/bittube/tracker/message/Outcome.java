package org.bittube.tracker.message;

/** How an introduction went; on the wire in lower case. */
public enum Outcome {
    CONNECTED,
    /** No connection came about. */
    FAILED,
    /** A connection came about, and broke. */
    LOST,
    /** The partner handed on a packet with a bad signature. */
    POISONED
}
