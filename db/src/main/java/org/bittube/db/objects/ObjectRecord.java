package org.bittube.db.objects;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An object as it is stored, without its descriptor.
 *
 * @param id 43 characters
 * @param root base64url of the hash tree's root: no two objects have the same
 * @param name the file's name
 * @param type its media type
 * @param sizeBytes at least 1
 * @param durationMillis of what can be played, else null
 * @param title what people call it
 * @param visibility who may see it: a word of the gateway's
 * @param tokenHash hexadecimal SHA-256 of the token that viewers need, or null
 * @param recording id of the recording that it was made of, unlike any other object's, or null
 * @param created when it was made, with the precision of a millisecond
 */
public record ObjectRecord(
        String id,
        String root,
        String name,
        String type,
        long sizeBytes,
        @Nullable Long durationMillis,
        String title,
        String visibility,
        @Nullable String tokenHash,
        @Nullable String recording,
        Instant created) {

    public ObjectRecord {
        if (id.length() != 43 || root.length() != 43 || name.length() > 255 || title.length() > 255) {
            throw new IllegalArgumentException("no object can be called so");
        }
        created = Instant.ofEpochMilli(created.toEpochMilli());
    }

    /** The same under another title. */
    public ObjectRecord titled(String newTitle) {
        return new ObjectRecord(
                id, root, name, type, sizeBytes, durationMillis, newTitle, visibility, tokenHash, recording, created);
    }

    /** The same for other viewers. */
    public ObjectRecord shownTo(String newVisibility, @Nullable String newTokenHash) {
        return new ObjectRecord(
                id,
                root,
                name,
                type,
                sizeBytes,
                durationMillis,
                title,
                newVisibility,
                newTokenHash,
                recording,
                created);
    }

    /** Without the hash of the token. */
    @Override
    public String toString() {
        return "ObjectRecord[id=" + id + ", sizeBytes=" + sizeBytes + ", visibility=" + visibility + "]";
    }
}
