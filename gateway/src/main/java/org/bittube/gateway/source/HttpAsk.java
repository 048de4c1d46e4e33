package org.bittube.gateway.source;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to ask a server for.
 *
 * @param accept media types, as the header wants them
 * @param headers further ones; they go to the URL's own origin only, as does the password that the URL may carry
 */
record HttpAsk(URI url, String accept, Map<String, String> headers) {
    HttpAsk {
        headers = Map.copyOf(headers);
    }

    /** The same at another address, to which a server or a playlist points: what is secret stays with its origin. */
    HttpAsk at(URI other) {
        return new HttpAsk(other, accept, isSameOrigin(url, other) ? credentials() : Map.of());
    }

    /** The headers to send. */
    Map<String, String> credentials() {
        String user = url.getUserInfo();
        if (user == null || headers.containsKey("Authorization")) {
            return headers;
        }
        Map<String, String> all = new LinkedHashMap<>(headers);
        String word = Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
        all.put("Authorization", "Basic " + word);
        return all;
    }

    static boolean isSameOrigin(URI one, URI other) {
        return String.valueOf(one.getScheme()).equalsIgnoreCase(String.valueOf(other.getScheme()))
                && String.valueOf(one.getHost()).equalsIgnoreCase(String.valueOf(other.getHost()))
                && port(one) == port(other);
    }

    static int port(URI url) {
        return url.getPort() > 0 ? url.getPort() : isTls(url) ? 443 : 80;
    }

    static boolean isTls(@Nullable URI url) {
        return url != null && "https".equalsIgnoreCase(url.getScheme());
    }
}
