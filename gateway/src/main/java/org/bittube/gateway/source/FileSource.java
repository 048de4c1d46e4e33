package org.bittube.gateway.source;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What sources that read a file have in common: the disk is touched on worker threads, one look at a time, and all else stays on the event loop. */
abstract class FileSource extends ConfinedSource {
    private static final Logger LOG = LoggerFactory.getLogger(FileSource.class);

    private final MediaFolders folders;
    private Path path;
    private TailedFile file;
    private Future<Void> look = Future.succeededFuture();

    FileSource(Vertx vertx, Path path, MediaFolders folders, LongSupplier clockMillis) {
        super(vertx, clockMillis);
        this.folders = folders;
        this.path = path;
        this.file = new TailedFile(folders, path);
    }

    /** What a look showed. */
    abstract void looked(TailedFile.Look found);

    /** A look failed; {@code words} are a sentence for the operator. */
    abstract void failed(String words);

    /** Looks, and tells what came of it; not to be called again before that. */
    final void look() {
        if (stopped()) {
            return;
        }
        // Failures are answered here; the future only tells stop() when the file is no longer read.
        look = vertx.executeBlocking(file::read)
                .onComplete(
                        found -> {
                            if (!stopped()) {
                                looked(found);
                            }
                        },
                        trouble -> {
                            if (!stopped()) {
                                failed(words(trouble));
                            }
                        })
                .mapEmpty();
    }

    /** Closes the file, so that the next look begins at the beginning of another one, or of the same; its path is checked again. */
    final void turnTo(Path next, Runnable then) {
        look = close().onComplete(closed -> {
            path = next;
            file = new TailedFile(folders, next);
            if (!stopped()) {
                then.run();
            }
        });
    }

    /** The file as the operator is told of it. */
    final Path name() {
        return path.getFileName();
    }

    /** Tells the operator what is wrong. */
    final void say(SourceState state, String words) {
        if (journal.trouble(state, words)) {
            LOG.warn("source not running file={} state={} reason=\"{}\"", name(), state, words);
        }
    }

    @Override
    final Future<Void> end() {
        return look.otherwiseEmpty().eventually(this::close);
    }

    private Future<Void> close() {
        TailedFile open = file;
        return vertx.executeBlocking(() -> {
            open.close();
            return null;
        });
    }

    private String words(Throwable trouble) {
        if (trouble instanceof SourceRefused) {
            return String.valueOf(trouble.getMessage());
        }
        String kind = trouble instanceof IOException ? trouble.getClass().getSimpleName() : trouble.toString();
        return "The file " + name() + " cannot be read (" + kind + "): check that this user may read it.";
    }
}
