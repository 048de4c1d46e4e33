package org.bittube.tracker.stunserver;

import org.jspecify.annotations.Nullable;

/**
 * Where a STUN server listens, and how much it answers.
 *
 * @param host address or name of this machine
 * @param alternateHost a second address of this machine, for behaviour discovery (RFC 5780): then the server listens on the port behind {@code port},
 *     too, on both addresses, and {@code host} must be one address, not all; null: none
 * @param port UDP and TCP; 0 takes any free one
 * @param perSecond requests a second of one address (IPv6: network) that are answered
 */
public record StunOptions(String host, @Nullable String alternateHost, int port, int perSecond) {
    public static final int DEFAULT_PER_SECOND = 50;

    private static final int MAX_PORT = 65_535;

    public StunOptions {
        int most = alternateHost == null ? MAX_PORT : MAX_PORT - 1;
        if (port < 0 || port > most) {
            throw new IllegalArgumentException("the port of STUN is from 0 to " + most);
        }
        if (perSecond < 1) {
            throw new IllegalArgumentException("at least one request a second is answered");
        }
    }

    /** One address, no behaviour discovery. */
    public static StunOptions on(String host, int port) {
        return new StunOptions(host, null, port, DEFAULT_PER_SECOND);
    }
}
