package org.bittube.gateway.swarm;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.util.Objects;

/** Tells viewers apart by where they come from. */
public final class ViewerAddress {
    private ViewerAddress() {}

    /** The address of the connection; see {@link #of(String)}. */
    public static String of(HttpServerRequest request) {
        SocketAddress remote = request.remoteAddress();
        return remote == null ? "" : of(Objects.requireNonNullElse(remote.hostAddress(), ""));
    }

    /** An IPv4 address as it is; of an IPv6 address the first 64 bits, for a household has them all to itself. */
    public static String of(String hostAddress) {
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
