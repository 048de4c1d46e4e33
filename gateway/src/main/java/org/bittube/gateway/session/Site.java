package org.bittube.gateway.session;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How this gateway is called in the browser of whoever asks.
 *
 * @param authority host, with a port where it is not the usual one
 * @param secure whether the browser certainly used HTTPS; when not, it may have, to a proxy that nobody said to trust
 */
public record Site(String authority, boolean secure) {

    /**
     * The site as the browser of that request calls it.
     *
     * @param isProxy whether what a connection's other end says of its own clients is true
     */
    public static Site of(HttpServerRequest request, Predicate<SocketAddress> isProxy) {
        SocketAddress remote = request.remoteAddress();
        boolean proxied = remote != null && isProxy.test(remote);
        String host = proxied ? nearest(request.getHeader("X-Forwarded-Host")) : null;
        String scheme = proxied ? nearest(request.getHeader("X-Forwarded-Proto")) : null;
        return new Site(
                host == null ? Objects.requireNonNullElse(request.getHeader("Host"), "") : host,
                request.isSSL() || "https".equalsIgnoreCase(scheme));
    }

    /** Of several, what the proxy said that is the nearest: those before may be the client's own invention. */
    private static @Nullable String nearest(@Nullable String header) {
        return header == null
                ? null
                : header.substring(header.lastIndexOf(',') + 1).strip();
    }
}
