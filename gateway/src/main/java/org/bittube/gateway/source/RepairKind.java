package org.bittube.gateway.source;

/** What was wrong with the timestamps of a source, and was put right. */
public enum RepairKind {
    /** The encoder began again: its clock jumped back. */
    RESTART,
    /** The clock jumped forward. */
    JUMP,
    /** A counter of 24, 31 or 32 bits was full and began at 0. */
    WRAP,
    /** A tag stood a little before the one ahead of it, and was moved to it. */
    STEP_BACK,
    /** Pictures were to be shown before they were to be decoded; all are decoded earlier since. */
    COMPOSITION
}
