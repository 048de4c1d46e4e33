package org.bittube.tracker.connection;

import java.util.Optional;
import org.bittube.tracker.access.Denial;
import org.bittube.tracker.access.Moment;
import org.bittube.tracker.access.Visitor;

/**
 * Decides who may be a member of a group: at the join, and again whenever a member reports its figures or asks for more partners,
 * so that what was allowed can end. Called on the tracker's event loop; must answer at once.
 */
@FunctionalInterface
public interface GroupAccess {
    /** Lets everybody in. */
    GroupAccess EVERYBODY = (group, visitor, moment) -> Optional.empty();

    /**
     * Why a viewer may not be a member; empty when it may. With {@link Denial.Reason#RATE} nothing was decided: members stay members then.
     *
     * @param group a group that is there
     * @param moment it joins, or has been a member since it did
     */
    Optional<Denial> denial(GroupSettings group, Visitor visitor, Moment moment);

    /** Whether members are told the addresses that others have in their own networks. */
    default boolean tellsHostCandidates(GroupSettings group) {
        return group.policy().hostCandidates();
    }
}
