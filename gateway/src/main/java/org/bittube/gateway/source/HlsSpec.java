package org.bittube.gateway.source;

import java.net.URI;
import java.util.Map;

/**
 * A playlist of HTTP Live Streaming.
 *
 * @param url absolute, http or https; which hosts are welcome is the matter of {@link UrlPolicy}
 * @param variant of a playlist of several qualities: its name, its height such as {@code 720p}, or its URI; empty: the one with the most bits
 * @param headers to send with each request to the URL's own origin, such as {@code Authorization}
 */
public record HlsSpec(URI url, String variant, Map<String, String> headers) implements SourceSpec {
    /**
     * Checks the form of the URL and of the headers.
     *
     * @throws SourceRefused in an operator's words
     */
    public HlsSpec {
        UrlPolicy.requireHttp(url);
        headers = RequestHeaders.require(headers);
    }
}
