package org.bittube.gateway.library;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Collection;
import java.util.function.Function;
import java.util.function.Predicate;
import org.bittube.db.objects.ObjectRecord;
import org.jspecify.annotations.Nullable;

/** Objects as everybody may know them. */
public final class ObjectJson {
    private static final int PAGE = 100;

    private ObjectJson() {}

    static JsonObject info(ObjectRecord object, String tracker) {
        JsonObject json = new JsonObject().put("id", object.id()).put("group", object.id());
        return describe(json, object).put("tracker", tracker);
    }

    /** An entry of the public list. */
    public static JsonObject entry(ObjectRecord object) {
        return describe(new JsonObject().put("id", object.id()), object)
                .put("createdAt", object.created().toString());
    }

    private static JsonObject describe(JsonObject json, ObjectRecord object) {
        json.put("title", object.title())
                .put("name", object.name())
                .put("type", object.type())
                .put("size", object.sizeBytes());
        if (object.durationMillis() != null) {
            json.put("durationMillis", object.durationMillis());
        }
        return json;
    }

    /**
     * A page of a list, the newest first.
     *
     * @param after what {@code next} of the page before said; null for the first page
     * @return null when that says nothing
     */
    public static @Nullable JsonObject page(
            Library library,
            @Nullable String after,
            Predicate<ObjectRecord> shown,
            Function<ObjectRecord, JsonObject> entry) {
        Collection<ObjectRecord> from = library.newestFirst();
        if (after != null) {
            Instant created = createdOf(after);
            if (created == null) {
                return null;
            }
            from = library.after(after.substring(after.length() - 43), created);
        }
        JsonArray objects = new JsonArray();
        JsonObject page = new JsonObject().put("objects", objects);
        ObjectRecord last = null;
        for (ObjectRecord object : from) {
            if (!shown.test(object)) {
                continue;
            }
            if (objects.size() == PAGE && last != null) {
                return page.put("next", last.created().toEpochMilli() + "." + last.id());
            }
            objects.add(entry.apply(object));
            last = object;
        }
        return page;
    }

    private static @Nullable Instant createdOf(String cursor) {
        return cursor.matches("[0-9]{1,15}\\.[A-Za-z0-9_-]{43}")
                ? Instant.ofEpochMilli(Long.parseLong(cursor.substring(0, cursor.indexOf('.'))))
                : null;
    }
}
