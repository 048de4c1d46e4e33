package org.bittube.gateway.library;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.bittube.db.objects.ObjectRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was found damaged of which object, and who wants to hear of it. Confined to its event loop. */
final class Damages {
    private static final Logger LOG = LoggerFactory.getLogger(Damages.class);

    private final Map<String, Damage> byId = new HashMap<>();
    private Consumer<ObjectRecord> onDamage = object -> {};

    private record Damage(ObjectRecord object, String what) {}

    /** What was found last; null when nothing was. */
    @Nullable
    String of(String id) {
        Damage damage = byId.get(id);
        return damage == null ? null : damage.what();
    }

    void note(ObjectRecord object, DamagedException found) {
        Damage damage = new Damage(object, String.valueOf(found.getMessage()));
        Damage before = byId.put(object.id(), damage);
        if (before == null || !before.what().equals(damage.what())) {
            LOG.error("object damaged id={} what=\"{}\"", object.id(), damage.what());
            onDamage.accept(object);
        }
    }

    /** Its files are new. */
    void repaired(String id) {
        if (byId.remove(id) != null) {
            LOG.info("object repaired id={}", id);
        }
    }

    void forget(String id) {
        byId.remove(id);
    }

    /** Tells of what is damaged now, and of what is found damaged from now on. */
    void tell(Consumer<ObjectRecord> told) {
        onDamage = told;
        Map.copyOf(byId).values().forEach(damage -> told.accept(damage.object()));
    }
}
