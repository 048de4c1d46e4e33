package org.bittube.tracker.message;

/** What stands between a viewer and the network, as far as it found out; on the wire in lower case. */
public enum Nat {
    /** Reachable from anywhere. */
    OPEN,
    /** Reachable from where it sent to, at the same outer port for every partner. */
    CONE,
    /** Another outer port for every partner: meets only open ones. */
    SYMMETRIC,
    /** No UDP: meets nobody. */
    BLOCKED,
    UNKNOWN
}
