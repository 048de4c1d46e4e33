package org.bittube.gateway.app;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bittube.tracker.address.TrustedProxies;
import org.bittube.tracker.connection.TurnServers;

/**
 * How the text of a setting becomes a value.
 *
 * @param label what stands for the value in {@code --help}, such as {@code PORT}
 * @param expected completes the sentence "{key} must be …"
 * @param read gives the value, or throws {@link IllegalArgumentException} for a text that does not fit
 */
record SettingType<T>(String label, String expected, Function<String, T> read) {

    private static final List<String> LEVELS = List.of("error", "warn", "info", "debug");

    /** @throws IllegalArgumentException when the text does not fit */
    T parse(String text) {
        return read.apply(text.strip());
    }

    static SettingType<String> text(String label) {
        return new SettingType<>(label, "a text", text -> text);
    }

    /** A whole number in a closed range. */
    static SettingType<Integer> number(String label, int least, int most) {
        return new SettingType<>(label, "a whole number from " + least + " to " + most, text -> {
            int value = Integer.parseInt(text);
            require(value >= least && value <= most);
            return value;
        });
    }

    static SettingType<Integer> port() {
        return number("PORT", 0, 65_535);
    }

    static SettingType<Path> folder() {
        return new SettingType<>("FOLDER", "a folder", SettingType::path);
    }

    /** A folder; an empty path for an empty text. */
    static SettingType<Path> optionalFolder() {
        return new SettingType<>("FOLDER", "a folder", text -> text.isEmpty() ? Path.of("") : path(text));
    }

    /** A file; an empty path for an empty text. */
    static SettingType<Path> optionalFile() {
        return new SettingType<>("FILE", "a file", text -> text.isEmpty() ? Path.of("") : path(text));
    }

    /** Folders with commas between them; none for an empty text. */
    static SettingType<List<Path>> folders() {
        return new SettingType<>("FOLDERS", "one or more folders", text -> Stream.of(text.split(",", -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .map(SettingType::path)
                .toList());
    }

    /** A host name or an address, without scheme and port; empty for none. */
    static SettingType<String> host() {
        return new SettingType<>("HOST", "a host name or an address, without scheme and port", text -> {
            require(text.matches("[A-Za-z0-9._-]{0,253}|[0-9A-Fa-f:.]{2,45}"));
            return text;
        });
    }

    /** The {@code ws:} or {@code wss:} address of a tracker; empty for none. */
    static SettingType<String> trackerUrl() {
        return url("a ws:// or wss:// address", List.of("ws", "wss"));
    }

    /** An {@code http:} or {@code https:} address; empty for none. */
    static SettingType<String> pageUrl() {
        return url("an http:// or https:// address", List.of("http", "https"));
    }

    private static SettingType<String> url(String expected, List<String> schemes) {
        return new SettingType<>("URL", expected, text -> {
            if (!text.isEmpty()) {
                URI uri = uri(text);
                require(uri.getScheme() != null && schemes.contains(uri.getScheme()));
                require(uri.getHost() != null && uri.getFragment() == null);
            }
            return text;
        });
    }

    /** Addresses and networks with commas between them; none for an empty text. */
    static SettingType<TrustedProxies> proxies() {
        return new SettingType<>("NETWORKS", "addresses, or networks like 10.0.0.0/8", TrustedProxies::of);
    }

    /** TURN servers (RFC 7065) with commas between them; none for an empty text. */
    static SettingType<List<String>> turnUrls() {
        return new SettingType<>("URLS", "1 to 8 addresses like turn:host:3478", text -> {
            List<String> urls = Stream.of(text.split(",", -1))
                    .map(String::strip)
                    .filter(part -> !part.isEmpty())
                    .toList();
            require(urls.isEmpty() || TurnServers.areUrls(urls));
            return urls;
        });
    }

    /** A bearer token that somebody chose: long enough, and of characters that fit into a header. */
    static SettingType<String> token() {
        return new SettingType<>("TOKEN", "8 to 256 letters, digits or -._~+/=", text -> {
            require(text.isEmpty() || text.matches("[A-Za-z0-9._~+/=-]{8,256}"));
            return text;
        });
    }

    static SettingType<String> logLevel() {
        return word("LEVEL", LEVELS);
    }

    static SettingType<String> logFormat() {
        return word("WORD", List.of("text", "json"));
    }

    /** Who sees something, or {@code off}. */
    static SettingType<String> visibilityOrOff() {
        return word("WORD", List.of("unlisted", "public", "off"));
    }

    static SettingType<String> onOrOff() {
        return word("WORD", List.of("on", "off"));
    }

    private static SettingType<String> word(String label, List<String> words) {
        return new SettingType<>(label, "one of " + String.join(", ", words), text -> {
            String word = text.toLowerCase(Locale.ROOT);
            require(words.contains(word));
            return word;
        });
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static Path path(String text) {
        require(!text.isEmpty());
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static void require(boolean fits) {
        if (!fits) {
            throw new IllegalArgumentException("does not fit");
        }
    }
}
