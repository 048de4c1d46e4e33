package org.bittube.gateway.library;

import java.util.Locale;
import java.util.Optional;

/** Who may see an object. */
public enum Visibility {
    /** Everybody; it stands in the list. */
    PUBLIC,
    /** Whoever knows its id. */
    UNLISTED,
    /** Whoever knows its token too. */
    TOKEN;

    /** As the API and the database write it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What that word means; empty for a word that means nothing here. */
    public static Optional<Visibility> of(String text) {
        for (Visibility visibility : values()) {
            if (visibility.text().equals(text)) {
                return Optional.of(visibility);
            }
        }
        return Optional.empty();
    }
}
