package org.bittube.gateway.library;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells which files of a folder are ready to be taken: those that looked the same in two looks, and not yet when they were
 * taken. Pure; knows as many files as the last look had.
 */
final class SettledFiles {
    private Map<Path, Stamp> before = new HashMap<>();
    private final Map<Path, Taken> taken = new HashMap<>();

    /**
     * How a file looks from outside.
     *
     * @param modifiedMillis Unix time
     */
    record Stamp(long sizeBytes, long modifiedMillis) {}

    /**
     * A file that needs no more looks until it changes.
     *
     * @param stamp how it looked
     * @param object id of what it became; empty when it became nothing
     */
    record Taken(Stamp stamp, String object) {}

    /** Takes the next look, and gives what is ready, in the order of the names. */
    List<Path> look(Map<Path, Stamp> now) {
        List<Path> ready = new ArrayList<>();
        now.forEach((file, stamp) -> {
            if (stamp.equals(before.get(file)) && !stamp.equals(stampOf(taken.get(file)))) {
                ready.add(file);
            }
        });
        before = new HashMap<>(now);
        taken.keySet().retainAll(now.keySet());
        ready.sort(null);
        return ready;
    }

    void taken(Path file, Taken as) {
        taken.put(file, as);
    }

    /** What {@link #taken} was told of files that are still there. */
    Map<Path, Taken> taken() {
        return Map.copyOf(taken);
    }

    /** The file that became this object; it may be another one by now. */
    Optional<Path> fileOf(String object) {
        return taken.entrySet().stream()
                .filter(entry -> entry.getValue().object().equals(object))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static @Nullable Stamp stampOf(@Nullable Taken as) {
        return as == null ? null : as.stamp();
    }
}
