package org.bittube.gateway.registration;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The groups that a tracker elsewhere is to know, and how many viewers it says that they have. Pure; confined to one event loop. */
final class Roster {
    /** Ends that the tracker has not heard of yet; those beyond lapse there. */
    private static final int MOST_ENDED = 10_000;

    /** By name: what is to be told of the groups of which the tracker has not heard. */
    private final LinkedHashMap<String, String> fresh = new LinkedHashMap<>();
    /** The others, those first that were told longest ago. */
    private final LinkedHashMap<String, String> told = new LinkedHashMap<>();

    private final LinkedHashSet<String> ended = new LinkedHashSet<>();
    private final Map<String, Integer> viewers = new HashMap<>();

    /**
     * What is to be told at once.
     *
     * @param groups what is told of them, by name
     */
    record Batch(Map<String, String> groups, List<String> ended) {
        boolean isEmpty() {
            return groups.isEmpty() && ended.isEmpty();
        }
    }

    /** @param words what the tracker is told of the group */
    void open(String name, String words) {
        told.remove(name);
        fresh.put(name, words);
    }

    void close(String name) {
        viewers.remove(name);
        boolean known = told.remove(name) != null;
        if ((fresh.remove(name) != null || known) && ended.size() < MOST_ENDED) {
            ended.add(name);
        }
    }

    /** As the tracker said last; 0 before. */
    int viewers(String name) {
        return viewers.getOrDefault(name, 0);
    }

    /** Whether there is something that the tracker does not know. */
    boolean hasNews() {
        return !fresh.isEmpty() || !ended.isEmpty();
    }

    /** The next groups to be told or renewed, and ends; a name that ended and is there again stands in the groups, which count later. */
    Batch next(int most) {
        Map<String, String> groups = new LinkedHashMap<>();
        Stream.of(fresh, told)
                .flatMap(from -> from.entrySet().stream())
                .limit(most)
                .forEach(group -> groups.put(group.getKey(), group.getValue()));
        return new Batch(groups, ended.stream().limit(most).toList());
    }

    /**
     * The tracker has heard it.
     *
     * @param members of those groups that have some
     */
    void onTold(Batch batch, Map<String, Integer> members) {
        batch.ended().forEach(ended::remove);
        batch.groups().forEach((name, words) -> {
            // What has changed meanwhile is to be told again.
            if (fresh.remove(name, words) || told.remove(name, words)) {
                told.put(name, words);
                viewers.put(name, members.getOrDefault(name, 0));
            }
        });
    }
}
