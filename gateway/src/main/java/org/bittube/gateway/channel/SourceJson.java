package org.bittube.gateway.channel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.bittube.gateway.secret.Secret;
import org.bittube.gateway.source.FileSpec;
import org.bittube.gateway.source.FilesSpec;
import org.bittube.gateway.source.HlsSpec;
import org.bittube.gateway.source.HttpFlvSpec;
import org.bittube.gateway.source.PublishSpec;
import org.bittube.gateway.source.RtmpSpec;
import org.bittube.gateway.source.SourceRefused;
import org.bittube.gateway.source.SourceSpec;
import org.jspecify.annotations.Nullable;

/**
 * A source as the API and the database write it: {@code {"type":"http-flv","url":"…"}}, {@code {"type":"hls","url":"…"}}, {@code {"type":"rtmp","url":"…"}},
 * {@code {"type":"file","path":"…","loop":false}}, {@code {"type":"file","paths":["…"],"loop":false}} or
 * {@code {"type":"rtmp-publish","takeover":false}}; of the last, the database also has the hash of the stream key.
 */
public final class SourceJson {

    private static final String KEY_HASH = "keySha256";
    private static final String HIDDEN = "***";
    private static final int LONGEST_TEXT = 2_048;
    private static final ObjectMapper JSON = new ObjectMapper();

    private SourceJson() {}

    /**
     * Reads strictly: a field that the type does not have is refused.
     *
     * @throws ChannelException saying what to do
     */
    public static SourceSpec read(@Nullable JsonNode source) {
        return read(source, false);
    }

    /**
     * Reads what a channel's source is to become. What is hidden where a source is shown may be given back as it was shown, if nothing else is changed: it stays.
     *
     * @throws ChannelException saying what to do
     */
    public static SourceSpec readChange(@Nullable JsonNode source, SourceSpec before) {
        SourceSpec wanted = read(source);
        if (shown(wanted).equals(shown(before))) {
            return isHidden(wanted) ? before : wanted;
        }
        if (isHidden(wanted)) {
            throw ChannelException.refused("Give the source's password, headers and query anew: they are not shown.");
        }
        return wanted;
    }

    /** Whether something in it stands only for what is hidden. */
    private static boolean isHidden(SourceSpec spec) {
        return write(spec).contains(HIDDEN);
    }

    private static SourceSpec read(@Nullable JsonNode source, boolean kept) {
        if (source == null || !source.isObject()) {
            throw ChannelException.refused(
                    "Give a source: {\"type\":\"http-flv\",\"url\":\"http://...\"}, {\"type\":\"file\",\"path\":\"...\"} or"
                            + " {\"type\":\"rtmp-publish\"}.");
        }
        String type = text(source, "type");
        try {
            return switch (type) {
                case "http-flv" -> {
                    only(source, Set.of("type", "url", "headers"));
                    yield new HttpFlvSpec(new URI(text(source, "url")), headers(source));
                }
                case "hls" -> {
                    only(source, Set.of("type", "url", "variant", "headers"));
                    String variant = source.has("variant") ? text(source, "variant") : "";
                    yield new HlsSpec(new URI(text(source, "url")), variant, headers(source));
                }
                case "rtmp" -> {
                    only(source, Set.of("type", "url"));
                    yield new RtmpSpec(new URI(text(source, "url")));
                }
                case "file" -> {
                    if (source.has("paths")) {
                        only(source, Set.of("type", "paths", "loop"));
                        yield new FilesSpec(paths(source), flag(source, "loop"));
                    }
                    only(source, Set.of("type", "path", "loop"));
                    yield new FileSpec(Path.of(text(source, "path")), flag(source, "loop"));
                }
                case "rtmp-publish", "publish" -> {
                    only(source, kept ? Set.of("type", "takeover", KEY_HASH) : Set.of("type", "takeover"));
                    Secret key = source.has(KEY_HASH) ? new Secret(text(source, KEY_HASH)) : null;
                    yield new PublishSpec(flag(source, "takeover"), key);
                }
                default ->
                    throw ChannelException.refused(
                            "The source's type must be http-flv, hls, rtmp, rtmp-publish (publish is the same) or file.");
            };
        } catch (URISyntaxException e) {
            throw ChannelException.refused("The source's URL is not one: write it as http://host:port/path.");
        } catch (InvalidPathException e) {
            throw ChannelException.refused("The source's path is not one: write it as folder/file.flv.");
        } catch (SourceRefused e) {
            throw ChannelException.refused(String.valueOf(e.getMessage()));
        }
    }

    /** The form that is kept, complete with a password that the URL may carry and the hash of a stream key. */
    static String write(SourceSpec spec) {
        return object(spec, false).toString();
    }

    /** What {@link #write} gave. */
    static SourceSpec readKept(String text) {
        try {
            return read(JSON.readTree(text), true);
        } catch (IOException e) {
            throw ChannelException.refused("The kept source is damaged: delete the channel and make it again.");
        }
    }

    /** The form that is shown: without the password of a URL, and without a stream key. */
    public static ObjectNode shown(SourceSpec spec) {
        return object(spec, true);
    }

    private static ObjectNode object(SourceSpec spec, boolean hidePassword) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (spec instanceof HttpFlvSpec http) {
            json.put("type", "http-flv").put("url", url(http.url(), hidePassword));
            return withHeaders(json, http.headers(), hidePassword);
        }
        if (spec instanceof HlsSpec hls) {
            json.put("type", "hls").put("url", url(hls.url(), hidePassword));
            if (!hls.variant().isEmpty()) {
                json.put("variant", hls.variant());
            }
            return withHeaders(json, hls.headers(), hidePassword);
        }
        if (spec instanceof RtmpSpec rtmp) {
            // Where others carry a password, RTMP has a query.
            String query = rtmp.url().getRawQuery();
            String url = rtmp.url().toString();
            String shown = hidePassword && query != null ? url.replace("?" + query, "?" + HIDDEN) : url;
            return json.put("type", "rtmp").put("url", shown);
        }
        if (spec instanceof PublishSpec publish) {
            json.put("type", "rtmp-publish").put("takeover", publish.takeover());
            Secret key = publish.key();
            return hidePassword || key == null ? json : json.put(KEY_HASH, key.hashText());
        }
        if (spec instanceof FilesSpec files) {
            ArrayNode paths = json.put("type", "file").putArray("paths");
            files.paths().forEach(path -> paths.add(path.toString()));
            return json.put("loop", files.loop());
        }
        FileSpec file = (FileSpec) spec;
        return json.put("type", "file").put("path", file.path().toString()).put("loop", file.loop());
    }

    private static String url(URI url, boolean hidePassword) {
        String user = url.getRawUserInfo();
        return hidePassword && user != null ? url.toString().replace(user + "@", HIDDEN + "@") : url.toString();
    }

    private static ObjectNode withHeaders(ObjectNode json, Map<String, String> headers, boolean hideValues) {
        if (!headers.isEmpty()) {
            ObjectNode shown = json.putObject("headers");
            new TreeMap<>(headers).forEach((name, value) -> shown.put(name, hideValues ? HIDDEN : value));
        }
        return json;
    }

    private static List<Path> paths(JsonNode source) {
        List<Path> paths = new ArrayList<>();
        for (JsonNode path : source.get("paths")) {
            paths.add(Path.of(text("paths", path)));
        }
        return paths;
    }

    private static Map<String, String> headers(JsonNode source) {
        JsonNode value = source.get("headers");
        Map<String, String> headers = new TreeMap<>();
        if (value == null) {
            return headers;
        }
        if (!value.isObject()) {
            throw ChannelException.refused(
                    "The source's headers must be an object such as {\"Authorization\":\"...\"}.");
        }
        for (Iterator<String> names = value.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            headers.put(name, text(value, name));
        }
        return headers;
    }

    private static String text(JsonNode source, String field) {
        return text(field, source.get(field));
    }

    private static String text(String field, @Nullable JsonNode value) {
        if (value == null || !value.isTextual() || value.textValue().isEmpty()) {
            throw ChannelException.refused("The source needs \"" + field + "\", a text.");
        }
        if (value.textValue().length() > LONGEST_TEXT) {
            throw ChannelException.refused(
                    "The source's " + field + " is longer than " + LONGEST_TEXT + " characters.");
        }
        return value.textValue();
    }

    private static boolean flag(JsonNode source, String field) {
        JsonNode value = source.get(field);
        if (value != null && !value.isBoolean()) {
            throw ChannelException.refused("The source's " + field + " must be true or false.");
        }
        return value != null && value.booleanValue();
    }

    private static void only(JsonNode source, Set<String> known) {
        for (Iterator<String> names = source.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                throw ChannelException.refused("The source has no field \""
                        + name.substring(0, Math.min(40, name.length())) + "\": remove it.");
            }
        }
    }
}
