package org.bittube.gateway.library;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.bittube.gateway.encoding.RandomText;
import org.bittube.gateway.library.LibraryException.Reason;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files that come in parts, over several connections and over restarts of the gateway. What was begun and left is forgotten
 * after a day, what became an object after an hour. Confined to its event loop.
 */
public final class Uploads {
    /** As many as may be under way. */
    static final int MOST_UPLOADS = 256;

    static final long FORGOTTEN_MILLIS = 24 * 3_600_000L;
    static final long FINISHED_MILLIS = 3_600_000L;

    private static final Logger LOG = LoggerFactory.getLogger(Uploads.class);
    private static final String NOTE = "upload.json";
    private static final long SWEEP_MILLIS = 600_000;
    private static final int ID_BYTES = 16;

    private final Vertx vertx;
    private final Library library;
    private final LongSupplier wallClockMillis;
    private final Consumer<byte[]> random;
    private final Map<String, Upload> uploads = new HashMap<>();

    /**
     * Knows none until {@link #restore}.
     *
     * @param wallClockMillis Unix time
     * @param random fills an array with bytes that nobody can foretell
     */
    public Uploads(Vertx vertx, Library library, LongSupplier wallClockMillis, Consumer<byte[]> random) {
        this.vertx = vertx;
        this.library = library;
        this.wallClockMillis = wallClockMillis;
        this.random = random;
    }

    /** Takes up those that were under way when the gateway ended. */
    public Future<Void> restore() {
        return vertx.executeBlocking(this::readNotes).map(found -> {
            found.forEach(upload -> uploads.put(upload.id(), upload));
            sweep();
            vertx.setPeriodic(SWEEP_MILLIS, timer -> sweep());
            return null;
        });
    }

    public @Nullable Upload find(String id) {
        return uploads.get(id);
    }

    /**
     * Begins one.
     *
     * @param offer what is said of the file
     * @throws LibraryException (the future) FULL when too many are under way
     */
    public Future<Upload> create(Offer offer, long lengthBytes) {
        if (uploads.size() >= MOST_UPLOADS) {
            return Future.failedFuture(new LibraryException(
                    Reason.FULL, "Too many uploads are under way: end some of them, or try again later."));
        }
        String id = RandomText.make(ID_BYTES, random);
        Upload upload = new Upload(id, offer, lengthBytes, 0, wallClockMillis.getAsLong(), null);
        uploads.put(id, upload);
        return vertx.executeBlocking(() -> {
                    Files.createDirectories(folder(upload));
                    Files.createFile(folder(upload).resolve(LibraryFolder.CONTENT));
                    write(upload);
                    return upload;
                })
                .onFailure(failure -> uploads.remove(id));
    }

    /**
     * Takes the next part; with the last one the file becomes an object.
     *
     * @param request paused; its body begins at the upload's offset
     * @throws LibraryException (the future) BUSY while another part comes; that one is then ended, so that a later try succeeds
     */
    public Future<Upload> receive(Upload upload, HttpServerRequest request) {
        if (upload.isBusy()) {
            upload.interrupt();
            return Future.failedFuture(
                    new LibraryException(Reason.BUSY, "Another part of this upload is on its way: try again shortly."));
        }
        upload.begin(request.connection());
        Path content = folder(upload).resolve(LibraryFolder.CONTENT);
        return FileReceiver.receive(vertx, request, content, upload.offset(), upload.lengthBytes() - upload.offset())
                .eventually(() -> vertx.executeBlocking(() -> Files.size(content))
                        .onSuccess(size ->
                                upload.reached(Math.min(size, upload.lengthBytes()), wallClockMillis.getAsLong())))
                .compose(received -> upload.offset() == upload.lengthBytes() && upload.object() == null
                        ? finish(upload)
                        : Future.succeededFuture(upload))
                .onComplete(result -> upload.end());
    }

    /**
     * Forgets one, and what came of it; its object stays.
     *
     * @throws LibraryException (the future) BUSY as for {@link #receive}
     */
    public Future<Void> delete(Upload upload) {
        if (upload.isBusy()) {
            upload.interrupt();
            return Future.failedFuture(
                    new LibraryException(Reason.BUSY, "A part of this upload is on its way: try again shortly."));
        }
        uploads.remove(upload.id());
        return vertx.executeBlocking(() -> {
            LibraryFolder.remove(folder(upload));
            return null;
        });
    }

    private Future<Upload> finish(Upload upload) {
        // Not moved: should the import fail, the upload is still there.
        return library.take(folder(upload).resolve(LibraryFolder.CONTENT), upload.offer())
                .compose(added -> {
                    upload.became(added.object().id(), wallClockMillis.getAsLong());
                    return vertx.executeBlocking(() -> {
                        write(upload);
                        Files.deleteIfExists(folder(upload).resolve(LibraryFolder.CONTENT));
                        return upload;
                    });
                });
    }

    private void sweep() {
        long now = wallClockMillis.getAsLong();
        for (Upload upload : new ArrayList<>(uploads.values())) {
            long most = upload.object() == null ? FORGOTTEN_MILLIS : FINISHED_MILLIS;
            if (!upload.isBusy() && now - upload.touchedMillis() > most) {
                // Whether the files could be removed is told by the log only: the future is dropped.
                delete(upload).onFailure(failure -> LOG.warn("upload not removed id={}", upload.id(), failure));
            }
        }
    }

    private List<Upload> readNotes() throws IOException {
        List<Upload> found = new ArrayList<>();
        try (Stream<Path> folders = Files.list(library.folder().uploads())) {
            for (Path folder : folders.toList()) {
                Upload upload = read(folder);
                if (upload == null) {
                    LibraryFolder.remove(folder);
                } else {
                    found.add(upload);
                }
            }
        }
        return found;
    }

    private static @Nullable Upload read(Path folder) {
        try {
            JsonObject note = new JsonObject(Files.readString(folder.resolve(NOTE)));
            Path content = folder.resolve(LibraryFolder.CONTENT);
            String object = note.getString("object");
            long length = note.getLong("length");
            Path touched = object == null ? content : folder.resolve(NOTE);
            return new Upload(
                    String.valueOf(folder.getFileName()),
                    Offer.of(note.getString("name"), visibility(note)),
                    length,
                    object == null ? Math.min(length, Files.size(content)) : length,
                    Files.getLastModifiedTime(touched).toMillis(),
                    object);
        } catch (IOException | DecodeException | ClassCastException | NullPointerException e) {
            // A note that was never written to its end: the client knows of no such upload.
            return null;
        }
    }

    private static Visibility visibility(JsonObject note) {
        return Visibility.of(note.getString("visibility", "")).orElse(Visibility.PUBLIC);
    }

    private void write(Upload upload) throws IOException {
        JsonObject note = new JsonObject()
                .put("name", upload.offer().name())
                .put("visibility", upload.offer().visibility().text())
                .put("length", upload.lengthBytes());
        if (upload.object() != null) {
            note.put("object", upload.object());
        }
        Files.writeString(folder(upload).resolve(NOTE), note.encode());
    }

    private Path folder(Upload upload) {
        return library.folder().uploads().resolve(upload.id());
    }
}
