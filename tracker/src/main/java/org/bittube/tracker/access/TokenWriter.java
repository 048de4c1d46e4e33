package org.bittube.tracker.access;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;

/** Makes tokens for single people, as a site's back end with the same secret would: what {@link TokenReader} reads. */
public final class TokenWriter {
    private static final String HEADER = encoded("{\"alg\":\"HS256\",\"typ\":\"JWT\"}");

    private TokenWriter() {}

    /**
     * A token in its compact form (RFC 7515 §7.1).
     *
     * @param group for which it is good
     * @param untilSeconds Unix seconds from which on it is not
     */
    public static String write(TokenKey.Hs256 key, String group, Set<Right> rights, long untilSeconds) {
        ObjectNode claims = JsonNodeFactory.instance.objectNode();
        claims.put("group", group).put("exp", untilSeconds);
        ArrayNode named = claims.putArray("rights");
        rights.stream()
                .sorted()
                .map(right -> right.name().toLowerCase(Locale.ROOT))
                .forEach(named::add);
        String signed = HEADER + "." + encoded(claims.toString());
        byte[] signature = key.signature(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
