package org.bittube.gateway.encoding;

import org.jspecify.annotations.Nullable;

/** What a stranger wrote, as it may stand in a log or a status. */
public final class PlainText {
    private static final int MOST_CHARACTERS = 120;

    private PlainText() {}

    /** Short, on one line, and of printable ASCII; empty when there is none. */
    public static String of(@Nullable String text) {
        if (text == null) {
            return "";
        }
        String clean = text.replaceAll("[^\\x20-\\x7E]+", " ").strip();
        return clean.length() > MOST_CHARACTERS ? clean.substring(0, MOST_CHARACTERS) : clean;
    }
}
