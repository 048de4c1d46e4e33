package org.bittube.gateway.source;

import java.net.URI;

/**
 * An endless FLV body over HTTP.
 *
 * @param url absolute, http or https; which hosts are welcome is the matter of {@link UrlPolicy}
 */
public record HttpFlvSpec(URI url) implements SourceSpec {
    /**
     * Checks the form of the URL.
     *
     * @throws SourceRefused in an operator's words, when no address could make this URL acceptable
     */
    public HttpFlvSpec {
        UrlPolicy.requireHttp(url);
    }
}
