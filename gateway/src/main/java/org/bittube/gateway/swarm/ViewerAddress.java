package org.bittube.gateway.swarm;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tells viewers apart by where they come from. */
@FunctionalInterface
public interface ViewerAddress {
    /** For a gateway without proxies in front of it: where the connection comes from. */
    ViewerAddress OF_CONNECTION = request -> of(request.remoteAddress());

    /** The same for all that comes from one household, as far as can be told. */
    String of(HttpServerRequest request);

    /** See {@link #of(String)}; empty for what is no address of a network. */
    static String of(@Nullable SocketAddress address) {
        return address == null ? "" : of(Objects.requireNonNullElse(address.hostAddress(), ""));
    }

    /** An IPv4 address as it is; of an IPv6 address the first 64 bits, for a household has them all to itself. */
    static String of(String hostAddress) {
        if (!hostAddress.contains(":") || hostAddress.contains(".")) {
            return hostAddress;
        }
        int zone = hostAddress.indexOf('%');
        String[] sides = (zone < 0 ? hostAddress : hostAddress.substring(0, zone)).split("::", 2);
        String[] left = sides[0].isEmpty() ? new String[0] : sides[0].split(":");
        String[] right = sides.length < 2 || sides[1].isEmpty() ? new String[0] : sides[1].split(":");
        StringBuilder network = new StringBuilder();
        for (int group = 0; group < 4; group++) {
            int fromRight = group - (8 - right.length);
            String digits = group < left.length ? left[group] : fromRight >= 0 ? right[fromRight] : "0";
            network.append(digits).append(':');
        }
        return network.toString();
    }
}
