package org.bittube.gateway.library;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.bittube.db.objects.ObjectRecord;
import org.jspecify.annotations.Nullable;

/** What lists and look-ups need of the objects that are there. Confined to its event loop. */
final class Catalogue {
    private static final Comparator<ObjectRecord> NEWEST_FIRST =
            Comparator.comparing(ObjectRecord::created).reversed().thenComparing(ObjectRecord::id);

    private final Map<String, ObjectRecord> byId = new HashMap<>();
    private final Map<String, String> idByRoot = new HashMap<>();
    private final Map<String, String> idByRecording = new HashMap<>();
    private final TreeSet<ObjectRecord> newestFirst = new TreeSet<>(NEWEST_FIRST);

    int size() {
        return byId.size();
    }

    @Nullable
    ObjectRecord find(String id) {
        return byId.get(id);
    }

    /** The object of these contents. */
    @Nullable
    ObjectRecord ofRoot(String root) {
        return byId.get(idByRoot.getOrDefault(root, ""));
    }

    /** The object that was made of this recording. */
    @Nullable
    ObjectRecord ofRecording(String recording) {
        return byId.get(idByRecording.getOrDefault(recording, ""));
    }

    /** All of them; a view. */
    Collection<ObjectRecord> newestFirst() {
        return Collections.unmodifiableCollection(newestFirst);
    }

    /** Those behind the one of that id and time; a view. That one may be gone meanwhile. */
    Collection<ObjectRecord> after(String id, Instant created) {
        ObjectRecord mark = new ObjectRecord(id, id, "", "", 1, null, "", "", null, null, created);
        return Collections.unmodifiableCollection(newestFirst.tailSet(mark, false));
    }

    /** Adds an object, in the place of one of the same id if there is one. */
    void put(ObjectRecord object) {
        remove(object.id());
        byId.put(object.id(), object);
        idByRoot.put(object.root(), object.id());
        newestFirst.add(object);
        if (object.recording() != null) {
            idByRecording.put(object.recording(), object.id());
        }
    }

    void remove(String id) {
        ObjectRecord object = byId.remove(id);
        if (object != null) {
            idByRoot.remove(object.root());
            newestFirst.remove(object);
            if (object.recording() != null) {
                idByRecording.remove(object.recording());
            }
        }
    }
}
