package org.bittube.tracker.registration;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.bittube.tracker.connection.GroupSettings;
import org.jspecify.annotations.Nullable;

/** Which groups are registered, and until when. A gateway that is gone without a word loses its groups when they lapse. Pure. */
final class Registrations {
    /** Long enough for a gateway with ten thousand groups, which renews a thousand each ten seconds. */
    static final long LEASE_MILLIS = 300_000;

    private final int most;
    private final Map<String, Lease> leases = new HashMap<>();

    private record Lease(@Nullable String publicKey, long untilMillis) {}

    /** @param most groups that may be registered at the same time */
    Registrations(int most) {
        this.most = most;
    }

    /** Registers a group, or renews it; answers why not, for the operator of that gateway. */
    Optional<String> renew(GroupSettings group, long nowMillis) {
        Lease present = leases.get(group.name());
        if (present == null && leases.size() >= most) {
            return Optional.of("The tracker has no room for another group.");
        }
        if (present != null && !Objects.equals(present.publicKey(), group.publicKey())) {
            return Optional.of("Another gateway has a group of that name, with another key.");
        }
        leases.put(group.name(), new Lease(group.publicKey(), nowMillis + LEASE_MILLIS));
        return Optional.empty();
    }

    /** Answers whether it was registered. */
    boolean end(String group) {
        return leases.remove(group) != null;
    }

    /** Forgets those that nobody has renewed in time, and names them. */
    List<String> lapse(long nowMillis) {
        List<String> lapsed = new ArrayList<>();
        for (Iterator<Map.Entry<String, Lease>> each = leases.entrySet().iterator(); each.hasNext(); ) {
            Map.Entry<String, Lease> lease = each.next();
            if (lease.getValue().untilMillis() <= nowMillis) {
                lapsed.add(lease.getKey());
                each.remove();
            }
        }
        return lapsed;
    }
}
