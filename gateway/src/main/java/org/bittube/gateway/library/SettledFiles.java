package org.bittube.gateway.library;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells which files of a folder are ready to be taken: those that looked the same in two looks, and not yet when they were
 * taken. Pure; knows as many files as the last look had.
 */
final class SettledFiles {
    private Map<Path, Stamp> before = new HashMap<>();
    private final Map<Path, Stamp> taken = new HashMap<>();

    /**
     * How a file looks from outside.
     *
     * @param modifiedMillis Unix time
     */
    record Stamp(long sizeBytes, long modifiedMillis) {}

    /** Takes the next look, and gives what is ready, in the order of the names. */
    List<Path> look(Map<Path, Stamp> now) {
        List<Path> ready = new ArrayList<>();
        now.forEach((file, stamp) -> {
            if (stamp.equals(before.get(file)) && !stamp.equals(taken.get(file))) {
                ready.add(file);
            }
        });
        before = new HashMap<>(now);
        taken.keySet().retainAll(now.keySet());
        ready.sort(null);
        return ready;
    }

    /** The file needs no more looks until it changes. */
    void taken(Path file, Stamp stamp) {
        taken.put(file, stamp);
    }

    /** What {@link #taken} was told of files that are still there. */
    Map<Path, Stamp> taken() {
        return Map.copyOf(taken);
    }
}
