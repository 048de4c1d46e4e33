package org.bittube.tracker.connection;

import io.vertx.core.net.HostAndPort;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The URI (RFC 7064) under which a client finds the STUN server of this tracker. */
final class StunAddress {
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]{1,253}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}");

    private StunAddress() {}

    /**
     * The URI for a client.
     *
     * @param publicHost what the operator configured; null: what the client itself reached the tracker under
     * @param asked the authority of the client's own request
     * @param port of the STUN server; 0 when there is none
     */
    static Optional<String> of(@Nullable String publicHost, @Nullable HostAndPort asked, int port) {
        if (port == 0) {
            return Optional.empty();
        }
        String host = publicHost != null ? publicHost : asked == null ? "" : asked.host();
        if (HOST.matcher(host).matches()) {
            return Optional.of("stun:" + host + ":" + port);
        }
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        // Anything else came from a client that made its Host header up, and has itself to blame.
        return IPV6.matcher(bare).matches() ? Optional.of("stun:[" + bare + "]:" + port) : Optional.empty();
    }
}
