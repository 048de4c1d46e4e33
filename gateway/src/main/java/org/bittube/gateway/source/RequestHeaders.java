package org.bittube.gateway.source;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Headers that an operator wants to be sent with requests to a source. */
final class RequestHeaders {
    private static final int MOST = 16;
    private static final Set<String> OURS =
            Set.of("host", "connection", "content-length", "transfer-encoding", "upgrade", "te", "trailer", "range");

    private RequestHeaders() {}

    /** @throws SourceRefused in an operator's words, for what is no header or is ours to decide */
    static Map<String, String> require(Map<String, String> headers) {
        if (headers.size() > MOST) {
            throw new SourceRefused("The source has more than " + MOST + " headers: leave some out.");
        }
        headers.forEach((name, value) -> {
            if (!name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}") || OURS.contains(name.toLowerCase(Locale.ROOT))) {
                throw new SourceRefused("The source has a header that cannot be sent: remove it, or correct its name.");
            }
            if (!value.matches("[\\x20-\\x7E]{1,2048}")) {
                throw new SourceRefused(
                        "The source's header " + name + " has characters that cannot be sent: use printable ASCII.");
            }
        });
        return Map.copyOf(headers);
    }
}
