package org.bittube.tracker.access;

/** What a token lets its bearer do; in its claim {@code rights} in lower case. */
public enum Right {
    /** Get the stream, and meet the group's other viewers. */
    WATCH,
    /** Publish the stream, where the group's policy takes tokens for that. */
    POST
}
