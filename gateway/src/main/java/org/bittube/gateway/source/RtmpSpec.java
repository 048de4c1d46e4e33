package org.bittube.gateway.source;

import java.net.URI;
import java.util.Locale;

/**
 * A stream of another RTMP server.
 *
 * @param url {@code rtmp://host[:port]/application[/instance]/stream[?query]}, or rtmps; which hosts are welcome is the matter of {@link UrlPolicy}
 */
public record RtmpSpec(URI url) implements SourceSpec {
    private static final String FORM = "rtmp://host/live/stream";
    private static final int PORT = 1_935;
    private static final int TLS_PORT = 443;

    /**
     * Checks the form of the URL.
     *
     * @throws SourceRefused in an operator's words, when no address could make this URL acceptable
     */
    public RtmpSpec {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("rtmp") && !scheme.equals("rtmps")) {
            throw new SourceRefused("The source's URL must begin with rtmp:// or rtmps://.");
        }
        UrlPolicy.requireHost(url, FORM);
        if (url.getRawUserInfo() != null) {
            throw new SourceRefused(
                    "RTMP has no place for a user and a password before the host: write what the server asks for behind the stream, as ?key=value.");
        }
        String path = url.getPath() == null ? "" : url.getPath();
        if (streamStart(path) < 3 || streamStart(path) == path.length()) {
            throw new SourceRefused("The source's URL names no stream: write it as " + FORM + ".");
        }
    }

    /** TCP. */
    int port() {
        return url.getPort() > 0 ? url.getPort() : tls() ? TLS_PORT : PORT;
    }

    boolean tls() {
        return url.getScheme().equalsIgnoreCase("rtmps");
    }

    /** The first part of the path, or the first two when there are three. */
    String application() {
        return url.getPath().substring(1, streamStart(url.getPath()) - 1);
    }

    /** The rest of the path, with the query, which may hold a key. */
    String stream() {
        String name = url.getPath().substring(streamStart(url.getPath()));
        return url.getRawQuery() == null ? name : name + "?" + url.getRawQuery();
    }

    /** Server and application. */
    String address() {
        return url.getScheme() + "://" + url.getHost() + ":" + port() + "/" + application();
    }

    /** Where the stream's name begins in the path; 0 when there is none. */
    private static int streamStart(String path) {
        int first = path.indexOf('/', 1);
        int second = first < 0 ? -1 : path.indexOf('/', first + 1);
        return (second < 0 ? first : second) + 1;
    }
}
