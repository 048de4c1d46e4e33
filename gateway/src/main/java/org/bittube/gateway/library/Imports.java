package org.bittube.gateway.library;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.bittube.gateway.library.LibraryException.Reason;
import org.bittube.gateway.packet.StreamKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads and hashes files that have arrived, one at a time: that takes a whole core, and viewers need the others. */
final class Imports {
    private static final Logger LOG = LoggerFactory.getLogger(Imports.class);

    private final Vertx vertx;
    private final LibraryFolder folder;
    private final Importer importer;
    private final WorkerExecutor worker;

    Imports(Vertx vertx, LibraryFolder folder, StreamKeys keys) {
        this.vertx = vertx;
        this.folder = folder;
        this.importer = new Importer(keys);
        this.worker = vertx.createSharedWorkerExecutor("bittube-import", 1, 24, TimeUnit.HOURS);
    }

    /**
     * Prepares an object, hands it on, and throws away what is left in the folder when that has ended.
     *
     * @param arrived as for {@link Importer#prepare}
     */
    <T> Future<T> of(Path arrived, String name, Function<Importer.Prepared, Future<T>> then) {
        return worker.executeBlocking(() -> importer.prepare(arrived, name))
                .recover(failure -> Future.failedFuture(named(failure)))
                .compose(then)
                .eventually(() -> vertx.executeBlocking(
                        () -> {
                            folder.discard(arrived);
                            return null;
                        },
                        false));
    }

    /** What is being read is left. */
    Future<Void> close() {
        return worker.close();
    }

    /** A disk that fails while a file is imported is hardly ever anything but full. */
    private static Throwable named(Throwable failure) {
        if (!(failure instanceof IOException)) {
            return failure;
        }
        if (failure instanceof ClosedByInterruptException) {
            return new LibraryException(Reason.CUT_OFF, "The gateway is being stopped: send the file again later.");
        }
        LOG.error("import failed", failure);
        return new LibraryException(
                Reason.NO_SPACE, "The library's disk failed: free some space, see the log, then send the file again.");
    }
}
