package org.bittube.gateway.rtmp.server;

import org.bittube.gateway.relay.RelaySeats;
import org.bittube.gateway.stream.LiveStreams;

/**
 * Where players get their streams: those, and as many, as over HTTP.
 *
 * @param seats shared with the viewers over HTTP
 */
public record PlayDesk(LiveStreams streams, RelaySeats seats) {}
