package org.bittube.gateway.source;

/** What a source does at the moment. */
public enum SourceState {
    /** The file is not there, or has nothing new; nothing needs to be done. */
    WAITING,
    CONNECTING,
    /** Tags arrive. */
    RUNNING,
    /** The last attempt failed; another one follows by itself. */
    RECONNECTING,
    STOPPED,
    /** Something that trying again cannot mend; see the error. */
    FAILED
}
