package org.bittube.gateway.source;

import java.net.URI;
import java.util.Map;

/**
 * An endless FLV body over HTTP.
 *
 * @param url absolute, http or https; which hosts are welcome is the matter of {@link UrlPolicy}
 * @param headers to send with the request, such as {@code Authorization}
 */
public record HttpFlvSpec(URI url, Map<String, String> headers) implements SourceSpec {
    /**
     * Checks the form of the URL and of the headers.
     *
     * @throws SourceRefused in an operator's words, when no address could make this URL acceptable
     */
    public HttpFlvSpec {
        UrlPolicy.requireHttp(url);
        headers = RequestHeaders.require(headers);
    }

    /** Without further headers. */
    public HttpFlvSpec(URI url) {
        this(url, Map.of());
    }
}
