package org.bittube.tracker.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** The fields of one JSON object, each read as the type that it must have. Fields nobody asks for are ignored. */
final class JsonFields {
    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final JsonNode object;

    private JsonFields(JsonNode object) {
        this.object = object;
    }

    /**
     * Reads a text that is one JSON object (RFC 8259) and nothing else.
     *
     * @throws MessageException when it is not
     */
    static JsonFields parse(String text) {
        try {
            return of("message", MAPPER.readTree(text));
        } catch (JsonProcessingException e) {
            throw bad("not JSON");
        }
    }

    String text(String field) {
        JsonNode value = required(field);
        if (!value.isTextual()) {
            throw bad(field + " is a string");
        }
        return value.textValue();
    }

    Optional<String> optionalText(String field) {
        return object.hasNonNull(field) ? Optional.of(text(field)) : Optional.empty();
    }

    boolean flag(String field) {
        JsonNode value = required(field);
        if (!value.isBoolean()) {
            throw bad(field + " is true or false");
        }
        return value.booleanValue();
    }

    /** A whole number, however it is spelled (1500, 1500.0, 15e2), from 0 to {@code max}. */
    long count(String field, long max) {
        JsonNode value = required(field);
        if (!value.canConvertToExactIntegral() || !value.canConvertToLong()) {
            throw bad(field + " is a whole number");
        }
        long number = value.longValue();
        if (number < 0 || number > max) {
            throw bad(field + " is from 0 to " + max);
        }
        return number;
    }

    /** As {@link #flag}; false when the field is absent. */
    boolean flagOrFalse(String field) {
        return has(field) && flag(field);
    }

    /** As {@link #count}; 0 when the field is absent. */
    long countOrZero(String field, long max) {
        return has(field) ? count(field, max) : 0;
    }

    OptionalLong optionalCount(String field, long max) {
        return has(field) ? OptionalLong.of(count(field, max)) : OptionalLong.empty();
    }

    int smallCount(String field) {
        return (int) count(field, Integer.MAX_VALUE);
    }

    boolean has(String field) {
        return object.hasNonNull(field);
    }

    List<String> texts(String field) {
        return list(field, value -> {
            if (!value.isTextual()) {
                throw bad(field + " is a list of strings");
            }
            return value.textValue();
        });
    }

    List<String> optionalTexts(String field) {
        return object.hasNonNull(field) ? texts(field) : List.of();
    }

    Optional<JsonFields> optionalObject(String field) {
        return object.hasNonNull(field) ? Optional.of(of(field, required(field))) : Optional.empty();
    }

    List<JsonFields> objects(String field) {
        return list(field, value -> of(field, value));
    }

    <E extends Enum<E>> E constant(String field, Class<E> type) {
        return constant(field, text(field), type);
    }

    /** The enum constant that is written as {@code text} on the wire. */
    static <E extends Enum<E>> E constant(String field, String text, Class<E> type) {
        for (E constant : type.getEnumConstants()) {
            if (wireName(constant).equals(text)) {
                return constant;
            }
        }
        throw bad(field + " has a value that is not known");
    }

    /** An enum constant as it is written on the wire. */
    static String wireName(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static MessageException bad(String why) {
        return new MessageException(ErrorCode.BAD_MESSAGE, why);
    }

    private static JsonFields of(String name, JsonNode value) {
        if (!value.isObject()) {
            throw bad(name + " is an object");
        }
        return new JsonFields(value);
    }

    private <T> List<T> list(String field, Function<JsonNode, T> read) {
        JsonNode value = required(field);
        if (!value.isArray()) {
            throw bad(field + " is a list");
        }
        List<T> entries = new ArrayList<>(value.size());
        value.forEach(entry -> entries.add(read.apply(entry)));
        return entries;
    }

    private JsonNode required(String field) {
        JsonNode value = object.get(field);
        if (value == null) {
            throw bad(field + " is missing");
        }
        return value;
    }
}
