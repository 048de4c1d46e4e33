package org.bittube.tracker.connection;

import java.util.Optional;
import org.bittube.tracker.message.ErrorCode;

/**
 * Decides who may be a member of a group: at the join, and again whenever a member reports its figures or asks for more partners,
 * so that what was allowed can end. Called on the tracker's event loop; must answer at once.
 */
@FunctionalInterface
public interface GroupAccess {
    /** Lets everybody in. */
    GroupAccess EVERYBODY = (group, token, network) -> Optional.empty();

    /**
     * Why a viewer may not be a member; empty when it may.
     *
     * @param group a group that is there
     * @param token what the viewer's join brought
     * @param network equal for viewers who come from the same public address (IPv6: the same /64)
     */
    Optional<Denial> denial(String group, Optional<String> token, String network);

    /**
     * What the viewer is told.
     *
     * @param code DENIED; or RATE when nothing was decided, for too many wrong tokens came from there: members stay members then
     * @param message for a person, at most 256 printable characters
     */
    record Denial(ErrorCode code, String message) {}
}
