package org.bittube.tracker.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A policy as JSON (docs/protocol.md section 14):
 * {@code {"access":"token","key":{"algorithm":"EdDSA","publicKey":"…"},"posting":"token","origins":["https://…"],"maxPeers":500,"hostCandidates":false}}.
 */
public final class PolicyJson {
    /** All that may stand in a policy. */
    public static final Set<String> FIELDS =
            Set.of("access", "key", "posting", "origins", "maxPeers", "hostCandidates");

    private static final int MOST_ORIGINS = 64;
    private static final int MOST_ORIGIN_LENGTH = 253 + 16;

    private PolicyJson() {}

    /**
     * Reads a policy.
     *
     * @param before the policy whose place it takes: a secret that is left out stays as it was there
     * @throws IllegalArgumentException for anything else than a policy; the message is one line that says what to do, without the secret
     */
    public static GroupPolicy read(JsonNode json, GroupPolicy before) {
        require(json.isObject(), "A policy is a JSON object.");
        fields(json, FIELDS);
        boolean forTokens = choice(json, "access", "open", "token");
        boolean postByToken = choice(json, "posting", "key", "token");
        JsonNode most = json.get("maxPeers");
        require(
                most == null
                        || (most.isIntegralNumber()
                                && most.canConvertToInt()
                                && most.intValue() >= 1
                                && most.intValue() <= GroupPolicy.ANY_NUMBER),
                "\"maxPeers\" is from 1 to " + GroupPolicy.ANY_NUMBER + "; leave it out for any number.");
        JsonNode host = json.get("hostCandidates");
        require(host == null || host.isBoolean(), "\"hostCandidates\" is true or false.");
        return new GroupPolicy(
                forTokens,
                key(json.get("key"), before.key()),
                postByToken,
                origins(json.get("origins")),
                most == null ? GroupPolicy.ANY_NUMBER : most.intValue(),
                host == null || host.booleanValue());
    }

    /** All of it, the secret included: for who keeps it. */
    public static ObjectNode kept(GroupPolicy policy) {
        ObjectNode json = shown(policy);
        if (policy.key() instanceof TokenKey.Hs256 shared) {
            json.withObject("/key").put("secret", shared.secret());
        }
        return json;
    }

    /** What may be seen of it: no secret. */
    public static ObjectNode shown(GroupPolicy policy) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("access", policy.forTokens() ? "token" : "open");
        TokenKey key = policy.key();
        if (key != null) {
            ObjectNode shown = json.putObject("key").put("algorithm", key.algorithm());
            if (key instanceof TokenKey.EdDsa pair) {
                shown.put("publicKey", pair.publicKey());
            }
        }
        json.put("posting", policy.postByToken() ? "token" : "key");
        new TreeSet<>(policy.origins()).forEach(json.putArray("origins")::add);
        if (policy.mostPeers() != GroupPolicy.ANY_NUMBER) {
            json.put("maxPeers", policy.mostPeers());
        }
        return json.put("hostCandidates", policy.hostCandidates());
    }

    private static @Nullable TokenKey key(@Nullable JsonNode key, @Nullable TokenKey before) {
        if (key == null) {
            return null;
        }
        require(key.isObject(), "\"key\" is an object with \"algorithm\".");
        String algorithm = key.path("algorithm").asText();
        if (algorithm.equals("EdDSA")) {
            fields(key, Set.of("algorithm", "publicKey"));
            return new TokenKey.EdDsa(key.path("publicKey").asText());
        }
        require(algorithm.equals("HS256"), "\"algorithm\" is HS256 or EdDSA.");
        fields(key, Set.of("algorithm", "secret"));
        JsonNode secret = key.get("secret");
        return secret == null && before instanceof TokenKey.Hs256
                ? before
                : new TokenKey.Hs256(secret == null ? "" : Objects.requireNonNullElse(secret.textValue(), ""));
    }

    private static Set<String> origins(@Nullable JsonNode list) {
        Set<String> origins = new TreeSet<>();
        if (list != null) {
            require(
                    list.isArray() && list.size() <= MOST_ORIGINS,
                    "\"origins\" is a list of at most " + MOST_ORIGINS + ".");
            for (JsonNode item : list) {
                String text =
                        item.isTextual() && item.textValue().length() <= MOST_ORIGIN_LENGTH ? item.textValue() : "";
                origins.add(Origins.parse(text)
                        .orElseThrow(() ->
                                new IllegalArgumentException("An origin is like https://tv.example, without a path.")));
            }
        }
        return origins;
    }

    /** Whether the second word stands there; the first one goes without saying. */
    private static boolean choice(JsonNode json, String field, String first, String second) {
        JsonNode word = json.get(field);
        boolean isSecond = word != null && second.equals(word.textValue());
        require(
                word == null || isSecond || first.equals(word.textValue()),
                "\"" + field + "\" is \"" + first + "\" or \"" + second + "\".");
        return isSecond;
    }

    private static void fields(JsonNode json, Set<String> known) {
        for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            require(
                    known.contains(name),
                    "There is no field \"" + name.substring(0, Math.min(40, name.length()))
                            + "\" in a policy: remove it.");
        }
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
