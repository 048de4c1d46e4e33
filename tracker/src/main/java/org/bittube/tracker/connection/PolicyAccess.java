package org.bittube.tracker.connection;

import java.util.Optional;
import org.bittube.tracker.access.Denial;
import org.bittube.tracker.access.Doorkeeper;
import org.bittube.tracker.access.Moment;
import org.bittube.tracker.access.Visitor;

/** Lets those in whom the group's own policy lets in. */
public final class PolicyAccess implements GroupAccess {
    private final Doorkeeper doorkeeper;
    private final boolean hostCandidates;

    /** @param hostCandidates whether addresses of own networks are told where a group's policy does not forbid it */
    public PolicyAccess(Doorkeeper doorkeeper, boolean hostCandidates) {
        this.doorkeeper = doorkeeper;
        this.hostCandidates = hostCandidates;
    }

    @Override
    public Optional<Denial> denial(GroupSettings group, Visitor visitor, Moment moment) {
        return doorkeeper.denial(group.policy(), visitor, moment);
    }

    @Override
    public boolean tellsHostCandidates(GroupSettings group) {
        return hostCandidates && group.policy().hostCandidates();
    }
}
