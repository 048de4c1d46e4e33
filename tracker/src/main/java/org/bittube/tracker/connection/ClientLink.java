package org.bittube.tracker.connection;

import java.util.List;
import java.util.Optional;
import org.bittube.tracker.message.TrackerEvent;
import org.bittube.tracker.message.TurnAccess;

/** The way to one client, as the hub sees it. No method calls back into the hub before it returns. */
interface ClientLink {
    /** Sends an event, or drops it when the link has ended. Ends the link of a client that reads too slowly. */
    void send(TrackerEvent event);

    /** Whether so much waits to be read by the client that what others want to tell it must wait. */
    boolean congested();

    /** What the client's public address is known by: equal for clients that are near each other. */
    String network();

    /** Where the page comes from that opened the socket, if that is another site's; in lower case. */
    Optional<String> origin();

    /** Whether the client reached the tracker from an address that the internet does not route. */
    boolean isFromPrivateAddress();

    /** The STUN servers to name to this client. */
    List<String> stun();

    /** What this client, as the member {@code peerId}, needs to use the operator's TURN servers; empty when there are none. */
    Optional<TurnAccess> turn(String peerId);
}
