package org.bittube.gateway.session;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request that a cookie vouches for was meant by the operator, and not made by another site's page in his browser. Pure. Besides, the cookie is
 * {@code SameSite=Strict}, and no answer lets other origins read with credentials.
 */
public final class CsrfRule {
    /** The header that brings {@link Session#csrf}. */
    public static final String HEADER = "BitTube-CSRF";

    private static final Set<String> HARMLESS = Set.of("GET", "HEAD");

    private CsrfRule() {}

    /**
     * Why the request is refused, for whoever wrote the page; null when it is not.
     *
     * @param origin of the page, as the browser tells it; null when it tells none
     * @param given what {@value #HEADER} holds
     */
    public static @Nullable String refusal(
            String method, @Nullable String origin, Site site, @Nullable String given, Session session) {
        if (HARMLESS.contains(method)) {
            return null;
        }
        if (!isOwn(origin, site)) {
            return "This request came from another site's page: use the console's own.";
        }
        if (given == null || !session.isCsrf(given)) {
            return "Send the header " + HEADER + " with what csrf of GET /api/session says.";
        }
        return null;
    }

    /** Whether a page of that origin is one of this site; so is what sends no origin, for that is no page, or one of an old browser. */
    public static boolean isOwn(@Nullable String origin, Site site) {
        if (origin == null) {
            return true;
        }
        try {
            URI from = new URI(origin);
            String scheme = from.getScheme();
            String host = from.getHost();
            if (scheme == null || host == null || (site.secure() && !scheme.equals("https"))) {
                return false;
            }
            int usual = scheme.equals("https") ? 443 : 80;
            return authority(host, from.getPort(), usual).equals(authority(site.authority(), usual));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static String authority(String authority, int usual) throws URISyntaxException {
        URI own = new URI("http://" + authority);
        return own.getHost() == null ? "" : authority(own.getHost(), own.getPort(), usual);
    }

    private static String authority(String host, int port, int usual) {
        return host.toLowerCase(Locale.ROOT) + ":" + (port < 0 ? usual : port);
    }
}
