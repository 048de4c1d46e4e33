package org.bittube.gateway.library;

import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.bittube.db.objects.ObjectRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts damaged objects right from the files that they were made of, where these are still there and unchanged. One that could not be
 * repaired is not tried again before the next start: reading a large file costs a core for a while. Confined to its event loop.
 */
public final class Repairs {
    private static final Logger LOG = LoggerFactory.getLogger(Repairs.class);

    private final Library library;
    private final List<Function<ObjectRecord, Optional<Original>>> sources;
    private final Set<String> tried = new HashSet<>();

    /**
     * A file that an object was made of.
     *
     * @param changes whether somebody may write to it while it is read
     */
    public record Original(Path file, boolean changes) {}

    /**
     * Begins with what is known to be damaged.
     *
     * @param sources where originals may be, asked one after the other
     */
    public Repairs(Library library, List<Function<ObjectRecord, Optional<Original>>> sources) {
        this.library = library;
        this.sources = List.copyOf(sources);
        library.onDamage(this::repair);
    }

    private void repair(ObjectRecord object) {
        if (!tried.add(object.id())) {
            return;
        }
        Future<Boolean> repaired = Future.succeededFuture(false);
        for (Function<ObjectRecord, Optional<Original>> source : sources) {
            repaired = repaired.compose(done -> done
                    ? Future.succeededFuture(true)
                    : source.apply(object)
                            .map(original -> library.renew(object.id(), original))
                            .orElse(Future.succeededFuture(false))
                            .otherwise(false));
        }
        repaired.onSuccess(done -> {
            if (done) {
                tried.remove(object.id());
            } else {
                LOG.warn("object not repaired id={} reason=\"no file with its contents: send it again\"", object.id());
            }
        });
    }
}
