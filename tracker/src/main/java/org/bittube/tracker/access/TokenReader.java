package org.bittube.tracker.access;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** JSON Web Tokens in their compact form (RFC 7519, RFC 7515 §7.1), checked before anything in them is believed. */
final class TokenReader {
    /** As a join may carry. */
    static final int MOST_LENGTH = 4_096;

    private static final int MOST_GROUPS = 64;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private TokenReader() {}

    /** What the token says; empty when it is none, when another key signed it, or when something must be understood that is not. */
    static Optional<TokenClaims> read(String token, TokenKey key) {
        int first = token.indexOf('.');
        int last = token.lastIndexOf('.');
        if (token.length() > MOST_LENGTH || first < 0 || first == last || token.indexOf('.', first + 1) != last) {
            return Optional.empty();
        }
        try {
            byte[] signature = Base64.getUrlDecoder().decode(token.substring(last + 1));
            if (!key.verifies(token.substring(0, last).getBytes(StandardCharsets.US_ASCII), signature)) {
                return Optional.empty();
            }
            JsonNode header = object(token.substring(0, first));
            boolean meant = header.path("alg").asText().equals(key.algorithm()) && !header.has("crit");
            return meant ? Optional.of(claims(object(token.substring(first + 1, last)))) : Optional.empty();
        } catch (IllegalArgumentException | IOException e) {
            return Optional.empty();
        }
    }

    private static JsonNode object(String part) throws IOException {
        JsonNode object = JSON.readTree(Base64.getUrlDecoder().decode(part));
        if (object == null || !object.isObject()) {
            throw new IllegalArgumentException("no object");
        }
        return object;
    }

    private static TokenClaims claims(JsonNode claims) {
        JsonNode from = claims.get("nbf");
        return new TokenClaims(
                texts(claims.get("group")),
                rights(claims.get("rights")),
                from == null ? 0 : seconds(from),
                seconds(claims.path("exp")));
    }

    private static Set<Right> rights(@Nullable JsonNode rights) {
        if (rights == null) {
            return Set.of(Right.WATCH);
        }
        Set<Right> known = EnumSet.noneOf(Right.class);
        for (String text : texts(rights)) {
            for (Right right : Right.values()) {
                if (right.name().toLowerCase(Locale.ROOT).equals(text)) {
                    known.add(right);
                }
            }
        }
        return known;
    }

    /** One text, or a list of some. */
    private static Set<String> texts(@Nullable JsonNode node) {
        if (node == null || !(node.isTextual() || node.isArray()) || node.size() > MOST_GROUPS) {
            throw new IllegalArgumentException("no text");
        }
        Set<String> texts = new HashSet<>();
        Iterable<JsonNode> items = node.isArray() ? node : Set.of(node);
        for (JsonNode item : items) {
            if (!item.isTextual()) {
                throw new IllegalArgumentException("no text");
            }
            texts.add(item.textValue());
        }
        return texts;
    }

    /** RFC 7519 §2, NumericDate; fractions are cut off. */
    private static long seconds(JsonNode number) {
        if (!number.isNumber() || !number.canConvertToLong()) {
            throw new IllegalArgumentException("no time");
        }
        return number.longValue();
    }
}
