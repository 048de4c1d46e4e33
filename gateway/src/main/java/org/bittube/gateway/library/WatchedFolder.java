package org.bittube.gateway.library;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bittube.db.objects.ObjectRecord;
import org.bittube.gateway.library.LibraryException.Reason;
import org.bittube.gateway.library.SettledFiles.Stamp;
import org.bittube.gateway.library.SettledFiles.Taken;
import org.bittube.gateway.object.Descriptor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder whose files become objects when nobody writes to them any more. The files stay as they are. What was taken is noted
 * beside the library, so that a file is not read again at each start, and an object that was deleted does not come back.
 * Confined to its event loop.
 */
public final class WatchedFolder {
    private static final Logger LOG = LoggerFactory.getLogger(WatchedFolder.class);
    private static final int MOST_FILES = 10_000;
    private static final int MOST_DEPTH = 8;
    private static final List<String> UNFINISHED = List.of(".part", ".tmp", ".crdownload", ".download", "~");

    private final Vertx vertx;
    private final Library library;
    private final Path folder;
    private final Path note;
    private final long lookMillis;
    private final SettledFiles settled = new SettledFiles();

    private String lastTrouble = "";

    /**
     * Nothing happens before {@link #start}.
     *
     * @param folder may be missing, now or later
     * @param lookMillis time between two looks: a file is taken when it looked the same twice
     */
    public WatchedFolder(Vertx vertx, Library library, Path folder, long lookMillis) {
        this.vertx = vertx;
        this.library = library;
        this.folder = folder;
        this.note = library.folder().watched();
        this.lookMillis = lookMillis;
    }

    /** Begins to look; it never ends before the process does. */
    public Future<Void> start() {
        return vertx.executeBlocking(this::readNote).map(taken -> {
            taken.forEach(settled::taken);
            lookLater();
            return null;
        });
    }

    /** The file that this object was made of; whether it is still there, and the same, shows when it is read. */
    public Optional<Repairs.Original> original(ObjectRecord object) {
        return settled.fileOf(object.id()).map(file -> new Repairs.Original(file, true));
    }

    private void lookLater() {
        vertx.setTimer(lookMillis, timer -> look().onComplete(looked -> {
            if (looked.failed()) {
                trouble(String.valueOf(looked.cause().getMessage()));
            }
            lookLater();
        }));
    }

    private Future<Void> look() {
        return vertx.executeBlocking(this::files).compose(now -> {
            Future<Void> all = Future.succeededFuture();
            for (Path file : settled.look(now)) {
                Stamp stamp = now.get(file);
                all = stamp == null ? all : all.compose(before -> take(file, stamp));
            }
            return all;
        });
    }

    private Future<Void> take(Path file, Stamp stamp) {
        String name = String.valueOf(file.getFileName());
        return vertx.executeBlocking(() -> library.folder().copy(file))
                .compose(arrived -> library.add(arrived, Offer.of(name, Visibility.PUBLIC)))
                .map(added -> added.object().id())
                .otherwise(failure -> {
                    if (!(failure instanceof LibraryException refused) || refused.reason() != Reason.REFUSED) {
                        // Another time it may succeed: no room, too many objects.
                        throw failure instanceof RuntimeException known ? known : new IllegalStateException(failure);
                    }
                    LOG.warn("file not taken name={} reason=\"{}\"", name, failure.getMessage());
                    return "";
                })
                .compose(object -> {
                    settled.taken(file, new Taken(stamp, object));
                    Map<Path, Taken> taken = settled.taken();
                    return vertx.executeBlocking(() -> {
                        writeNote(taken);
                        return null;
                    });
                });
    }

    private void trouble(String what) {
        if (!what.equals(lastTrouble)) {
            LOG.warn("watched folder waits folder={} reason=\"{}\"", folder, what);
            lastTrouble = what;
        }
    }

    private Map<Path, Stamp> files() throws IOException {
        Map<Path, Stamp> found = new HashMap<>();
        if (!Files.isDirectory(folder)) {
            throw new IOException("there is no such folder");
        }
        try (Stream<Path> all = Files.walk(folder, MOST_DEPTH)) {
            for (Path file : all.filter(this::isCandidate).limit(MOST_FILES).toList()) {
                BasicFileAttributes seen = Files.readAttributes(file, BasicFileAttributes.class);
                if (seen.size() > 0 && seen.size() <= library.limits().mostFileBytes()) {
                    found.put(
                            file, new Stamp(seen.size(), seen.lastModifiedTime().toMillis()));
                }
            }
            return found;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (NoSuchFileException vanished) {
            // Somebody removed a file in this moment: the next look sees the rest.
            return found;
        }
    }

    private boolean isCandidate(Path file) {
        String name = String.valueOf(file.getFileName());
        String lower = name.toLowerCase(Locale.ROOT);
        boolean hidden = Stream.iterate(file, path -> path != null && !path.equals(folder), Path::getParent)
                .anyMatch(path -> String.valueOf(path.getFileName()).startsWith("."));
        return !hidden
                && Descriptor.isName(name)
                && UNFINISHED.stream().noneMatch(lower::endsWith)
                && Files.isRegularFile(file);
    }

    private Map<Path, Taken> readNote() throws IOException {
        Map<Path, Taken> taken = new HashMap<>();
        if (Files.exists(note)) {
            for (Object entry : new JsonArray(Files.readString(note))) {
                JsonObject file = (JsonObject) entry;
                Stamp stamp = new Stamp(file.getLong("size"), file.getLong("modified"));
                taken.put(Path.of(file.getString("file")), new Taken(stamp, file.getString("object", "")));
            }
        }
        return taken;
    }

    private void writeNote(Map<Path, Taken> taken) throws IOException {
        JsonArray entries = new JsonArray();
        taken.forEach((file, as) -> entries.add(new JsonObject()
                .put("file", file.toString())
                .put("size", as.stamp().sizeBytes())
                .put("modified", as.stamp().modifiedMillis())
                .put("object", as.object())));
        // In one step, so that a gateway that ends in the middle leaves the old note.
        Path fresh = note.resolveSibling(note.getFileName() + ".new");
        Files.writeString(fresh, entries.encode());
        Files.move(fresh, note, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
