package org.bittube.gateway.rtmp.server;

import org.bittube.gateway.relay.RelaySeats;
import org.bittube.gateway.stream.LiveStreams;

/**
 * Where players get their streams: those, and as many, as over HTTP.
 *
 * @param seats shared with the viewers over HTTP
 * @param guests says who may
 */
public record PlayDesk(LiveStreams streams, RelaySeats seats, Guests guests) {
    /** Who may play a channel. */
    @FunctionalInterface
    public interface Guests {
        /**
         * Whether this player may have it.
         *
         * @param token empty when none was shown
         * @param address as {@link org.bittube.gateway.swarm.ViewerAddress} tells them apart
         */
        boolean mayPlay(String channel, String token, String address);
    }

    /** For everybody. */
    public PlayDesk(LiveStreams streams, RelaySeats seats) {
        this(streams, seats, (channel, token, address) -> true);
    }
}
