package org.bittube.gateway.client;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bittube.gateway.encoding.Base64Url;
import org.jspecify.annotations.Nullable;

/**
 * Which object is meant, and where it is.
 *
 * @param gateway address of the gateway, without a slash at its end
 * @param id 43 characters
 * @param token for an object that is not for everybody
 */
public record ObjectAddress(URI gateway, String id, Optional<String> token) {
    private static final String TOKEN = "token=";

    /**
     * Reads an id, or any address of an object such as that of its page, with the id as a part of the path or of the query.
     *
     * @param gateway taken where the text is an id alone
     * @param token taken before one in the text
     * @throws IllegalArgumentException when there is no id in it
     */
    public static ObjectAddress parse(String text, URI gateway, Optional<String> token) {
        if (Base64Url.is32Bytes(text)) {
            return new ObjectAddress(gateway(gateway), text, token);
        }
        URI uri = URI.create(text);
        List<String> path = Arrays.asList(orEmpty(uri.getPath()).split("/", -1));
        int at = -1;
        for (int i = 0; i < path.size(); i++) {
            if (Base64Url.is32Bytes(path.get(i))) {
                at = i;
            }
        }
        if (at < 1 || uri.getHost() == null || !isHttp(uri)) {
            throw new IllegalArgumentException("no id of 43 characters, and no address with one");
        }
        // What stands before "objects/{id}" belongs to the gateway: it may live below a path.
        String base = String.join("/", path.subList(0, Math.max(0, at - 1)));
        Optional<String> own = Arrays.stream(orEmpty(uri.getQuery()).split("&", -1))
                .filter(pair -> pair.startsWith(TOKEN))
                .map(pair -> pair.substring(TOKEN.length()))
                .findFirst();
        return new ObjectAddress(
                gateway(uri.resolve(base.isEmpty() ? "/" : base)), path.get(at), token.isPresent() ? token : own);
    }

    /** An address without query and slash at its end; {@code http} or {@code https}. */
    public static URI gateway(URI uri) {
        if (!isHttp(uri) || uri.getHost() == null) {
            throw new IllegalArgumentException("an address of a gateway begins with http:// or https://");
        }
        return URI.create(uri.getScheme() + "://" + uri.getRawAuthority()
                + orEmpty(uri.getRawPath()).replaceFirst("/+$", ""));
    }

    /** The address of the page on which people watch and save it. */
    public URI watch() {
        return part("watch");
    }

    /** The address of a part of it, such as {@code descriptor}. */
    URI part(String... names) {
        return URI.create(gateway + "/objects/" + id + "/" + String.join("/", names) + query());
    }

    private String query() {
        return token.map(text -> "?" + TOKEN + URLEncoder.encode(text, StandardCharsets.UTF_8))
                .orElse("");
    }

    private static boolean isHttp(URI uri) {
        return "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
