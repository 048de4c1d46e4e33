package org.bittube.tracker.group;

/** How a member can be reached over UDP, as far as it found out. */
public enum Reach {
    OPEN,
    CONE,
    SYMMETRIC,
    BLOCKED,
    UNKNOWN;

    /** Whether a connection between two such members is out of the question. */
    public boolean excludes(Reach other) {
        return this == BLOCKED || other == BLOCKED;
    }

    /**
     * Whether a connection is unlikely: behind a symmetric NAT each partner is met from another port, which a partner
     * behind a port-restricted NAT cannot foresee.
     */
    public boolean hardlyMeets(Reach other) {
        return (this == SYMMETRIC && (other == SYMMETRIC || other == CONE)) || (this == CONE && other == SYMMETRIC);
    }
}
