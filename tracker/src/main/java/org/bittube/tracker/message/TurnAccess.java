package org.bittube.tracker.message;

import java.util.List;

/**
 * TURN servers, and what they ask of who uses them.
 *
 * @param urls as URIs (RFC 7065), 1 to 8
 * @param username up to 256 printable characters
 * @param credential the password, up to 256 printable characters
 */
public record TurnAccess(List<String> urls, String username, String credential) {
    static final int MAX_URLS = 8;

    private static final int MAX_URL_LENGTH = 512;
    private static final int MAX_LENGTH = 256;

    public TurnAccess {
        Names.checkSize("turn.urls", urls.size(), 1, MAX_URLS);
        urls = List.copyOf(urls);
        urls.forEach(url -> Names.checkPrintable("turn.urls", url, MAX_URL_LENGTH));
        Names.checkPrintable("turn.username", username, MAX_LENGTH);
        Names.checkPrintable("turn.credential", credential, MAX_LENGTH);
    }

    /** Without the password: it must not reach a log. */
    @Override
    public String toString() {
        return "TurnAccess[urls=" + urls + "]";
    }
}
