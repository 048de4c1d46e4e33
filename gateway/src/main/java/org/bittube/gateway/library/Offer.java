package org.bittube.gateway.library;

import org.jspecify.annotations.Nullable;

/**
 * What is said of a file that is to become an object.
 *
 * @param name the file's name
 * @param title what people call it; empty for the file's name
 * @param visibility who may see it from the first moment on; not TOKEN, for nobody would know the token
 * @param recording id of the recording that the file is; null for any other file
 */
public record Offer(
        String name,
        String title,
        Visibility visibility,
        @Nullable String recording) {
    public Offer {
        if (visibility == Visibility.TOKEN) {
            throw new IllegalArgumentException("nobody would know the token");
        }
    }

    /** Of a file that is called by its name. */
    public static Offer of(String name, Visibility visibility) {
        return new Offer(name, "", visibility, null);
    }
}
