package org.bittube.gateway.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the JSON object that a request carries, strictly: no field twice, none unknown, nothing after the end. */
public final class JsonBody {

    /** A larger body is answered 413. */
    public static final int MOST_BYTES = 65_536;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final JsonNode object;

    private JsonBody(JsonNode object) {
        this.object = object;
    }

    /**
     * The body of a request that the body handler has read.
     *
     * @throws ProblemException 415 for another media type, 400 for what is no object or has other fields than these
     */
    public static JsonBody of(RoutingContext request, Set<String> fields) {
        String type = request.request().getHeader(HttpHeaders.CONTENT_TYPE);
        if (type == null
                || !type.toLowerCase(Locale.ROOT).split(";", 2)[0].strip().equals("application/json")) {
            throw new ProblemException(415, "Send the body as JSON, with Content-Type: application/json.");
        }
        return new JsonBody(parse(request.body().buffer(), fields));
    }

    /** Whether there is no field. */
    public boolean isEmpty() {
        return object.isEmpty();
    }

    /** The whole object. */
    JsonNode all() {
        return object;
    }

    /** The value as it stands; null when there is no such field. */
    @Nullable
    public JsonNode get(String field) {
        return object.get(field);
    }

    /** A text that must be there; else fails with a {@link ProblemException} of 400. */
    public String text(String field) {
        JsonNode value = object.get(field);
        if (value == null || !value.isTextual()) {
            throw new ProblemException(400, "Give \"" + field + "\", a text.");
        }
        return value.textValue();
    }

    /** True or false; fails with a {@link ProblemException} of 400 when it is neither. */
    public boolean flag(String field, boolean usual) {
        JsonNode value = object.get(field);
        if (value != null && !value.isBoolean()) {
            throw new ProblemException(400, "\"" + field + "\" must be true or false.");
        }
        return value == null ? usual : value.booleanValue();
    }

    private static JsonNode parse(@Nullable Buffer body, Set<String> fields) {
        JsonNode object = null;
        try {
            object = body == null ? null : JSON.readTree(body.getBytes());
        } catch (JsonProcessingException e) {
            int column = e.getLocation() == null ? 1 : e.getLocation().getColumnNr();
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new ProblemException(
                    400, "The body is not valid JSON at line " + line + ", column " + column + ": correct it.");
        } catch (IOException e) {
            throw new ProblemException(400, "The body is not valid JSON: correct it.");
        }
        if (object == null || !object.isObject()) {
            throw new ProblemException(400, "Send one JSON object, such as {\"name\":\"news\",\"source\":{...}}.");
        }
        for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!fields.contains(name)) {
                String cut = name.substring(0, Math.min(40, name.length()));
                throw new ProblemException(400, "There is no field \"" + cut + "\" here: remove it.");
            }
        }
        return object;
    }
}
