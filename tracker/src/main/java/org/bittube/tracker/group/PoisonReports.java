package org.bittube.tracker.group;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Who was reported as a poisoner, and by how many different members. A suspect stays listed after it has left. Bounded:
 * past the limit the suspect that was named first is forgotten, and further reporters of one suspect are not counted.
 */
final class PoisonReports {
    static final int MAX_SUSPECTS = 64;
    static final int MAX_REPORTERS = 64;

    private final Map<String, Set<String>> reporters = new LinkedHashMap<>();

    void add(String suspect, String reporter) {
        Set<String> known = reporters.computeIfAbsent(suspect, id -> new HashSet<>());
        if (known.size() < MAX_REPORTERS) {
            known.add(reporter);
        }
        if (reporters.size() > MAX_SUSPECTS) {
            reporters.remove(reporters.keySet().iterator().next());
        }
    }

    int of(String suspect) {
        return reporters.getOrDefault(suspect, Set.of()).size();
    }

    /** Suspects with the number of their reporters, in the order in which they were first named. */
    Map<String, Integer> all() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        reporters.forEach((suspect, known) -> counts.put(suspect, known.size()));
        return counts;
    }
}
