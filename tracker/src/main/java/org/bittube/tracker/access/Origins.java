package org.bittube.tracker.access;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** Where pages come from, as browsers say it (RFC 6454 §6.2): scheme, host and port. */
public final class Origins {
    private Origins() {}

    /** The origin in lower case; empty when the text is none. */
    public static Optional<String> parse(String text) {
        try {
            URI uri = new URI(text.toLowerCase(Locale.ROOT));
            String origin = uri.getScheme() + "://" + uri.getRawAuthority();
            boolean whole = uri.getHost() != null && uri.getRawUserInfo() == null;
            return whole && origin.equalsIgnoreCase(text) ? Optional.of(origin) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /**
     * The origin that a request names, unless it is the server's own: then no other site's page asks. A proxy that ends TLS may stand
     * between, so the scheme does not count.
     *
     * @param named the header {@code Origin}
     * @param authority host and port that the request was sent to
     */
    public static Optional<String> foreign(Optional<String> named, String authority) {
        String own = "//" + withoutUsualPort(authority.toLowerCase(Locale.ROOT));
        return named.map(origin -> origin.strip().toLowerCase(Locale.ROOT))
                .filter(origin ->
                        !withoutUsualPort(origin).replaceFirst("^https?:", "").equals(own));
    }

    private static String withoutUsualPort(String origin) {
        return origin.replaceFirst(":(80|443)$", "");
    }
}
