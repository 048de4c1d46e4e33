package org.bittube.tracker.registration;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.bittube.tracker.access.GroupPolicy;
import org.bittube.tracker.access.PolicyJson;
import org.bittube.tracker.access.TokenKey;
import org.bittube.tracker.connection.GroupSettings;
import org.bittube.tracker.message.Names;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway says of its groups (docs/protocol.md section 5).
 *
 * @param groups those that it has, at most {@value #MOST_GROUPS}
 * @param ended names of those that it has no more, at most {@value #MOST_GROUPS}
 */
record RegistrationRequest(List<GroupSettings> groups, List<String> ended) {
    static final int MOST_GROUPS = 1_000;
    /** The longest body: that many groups with the longest names, and policies of some of them. */
    static final int MOST_BYTES = 1024 * 1024;

    private static final int MOST_GATEWAYS = 16;
    private static final int MOST_URL_LENGTH = 512;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** It is none; the message says what is wrong with it. */
    static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message);
        }
    }

    /** @throws Malformed for anything else than a request */
    static RegistrationRequest parse(byte[] body) {
        JsonNode request = object(body);
        List<String> gateways = list(request.get("gateways"), "gateways", MOST_GATEWAYS, RegistrationRequest::url);
        return new RegistrationRequest(
                list(request.get("groups"), "groups", MOST_GROUPS, group -> group(group, gateways)),
                list(request.get("ended"), "ended", MOST_GROUPS, RegistrationRequest::name));
    }

    private static JsonNode object(byte[] body) {
        try {
            JsonNode read = JSON.readTree(body);
            if (read != null && read.isObject()) {
                return read;
            }
        } catch (IOException e) {
            // Said below.
        }
        throw new Malformed("The body is one JSON object.");
    }

    private static GroupSettings group(JsonNode group, List<String> gateways) {
        JsonNode key = group.get("publicKey");
        if (key != null && !(key.isTextual() && Names.isBytes32(key.textValue()))) {
            throw new Malformed("A publicKey is 32 bytes in base64url.");
        }
        JsonNode policy = group.get("policy");
        return new GroupSettings(
                name(group.path("group")),
                key == null ? null : key.textValue(),
                gateways,
                policy == null ? GroupPolicy.OPEN : policy(policy));
    }

    /** Without secrets: who can check a token with one can make tokens, which is not a tracker's business; and whether TLS kept it, cannot be seen behind a proxy. */
    private static GroupPolicy policy(JsonNode json) {
        GroupPolicy policy;
        try {
            policy = PolicyJson.read(json, GroupPolicy.OPEN);
        } catch (IllegalArgumentException e) {
            throw new Malformed(String.valueOf(e.getMessage()));
        }
        if (policy.key() instanceof TokenKey.Hs256) {
            throw new Malformed("A tracker takes no secrets: use a key of EdDSA.");
        }
        return policy;
    }

    private static String name(JsonNode name) {
        if (!name.isTextual() || !Names.isGroup(name.textValue())) {
            throw new Malformed("A group's name is 1 to 128 letters, digits or . _ ~ -");
        }
        return name.textValue();
    }

    private static String url(JsonNode url) {
        if (!url.isTextual() || !url.textValue().matches("https?://[\\x21-\\x7e]{1," + MOST_URL_LENGTH + "}")) {
            throw new Malformed("A gateway is an http or https address.");
        }
        return url.textValue();
    }

    private static <T> List<T> list(@Nullable JsonNode list, String field, int most, Function<JsonNode, T> read) {
        if (list == null) {
            return List.of();
        }
        if (!list.isArray() || list.size() > most) {
            throw new Malformed("\"" + field + "\" is a list of at most " + most + ".");
        }
        List<T> items = new ArrayList<>(list.size());
        list.forEach(item -> items.add(read.apply(item)));
        return items;
    }
}
