package org.bittube.gateway.app;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bittube.gateway.session.CsrfRule;
import org.bittube.gateway.session.Site;

/**
 * The address of a page on which something is watched, as others pass it on. Pure.
 *
 * @param origin scheme and authority
 * @param isObject whether it is a video of the library, else a channel
 * @param name of the channel, or id of the object
 */
record WatchAddress(String origin, boolean isObject, String name) {
    private static final int LONGEST = 2_048;
    private static final Pattern PATH =
            Pattern.compile("/(?:watch/([A-Za-z0-9._~-]{1,128})|objects/([A-Za-z0-9_-]{43})/watch)/?");

    /** Empty for what is no such address of this site. */
    static Optional<WatchAddress> of(String text, Site site) {
        try {
            URI url = new URI(text.length() > LONGEST ? "" : text);
            String scheme = url.getScheme();
            String path = url.getRawPath();
            Matcher match = PATH.matcher(path == null ? "" : path);
            if (!("http".equals(scheme) || "https".equals(scheme))
                    || !match.matches()
                    || url.getRawUserInfo() != null) {
                return Optional.empty();
            }
            // Whoever watches over HTTPS may well have passed the address on without it.
            String origin = scheme + "://" + url.getRawAuthority();
            if (!CsrfRule.isOwn(origin, new Site(site.authority(), false))) {
                return Optional.empty();
            }
            String channel = match.group(1);
            return Optional.of(new WatchAddress(origin, channel == null, channel == null ? match.group(2) : channel));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
