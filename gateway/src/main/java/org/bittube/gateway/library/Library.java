package org.bittube.gateway.library;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.bittube.db.objects.ObjectRecord;
import org.bittube.db.objects.ObjectStore;
import org.bittube.gateway.encoding.RandomText;
import org.bittube.gateway.object.Descriptor;
import org.bittube.gateway.object.SignedDescriptor;
import org.bittube.gateway.packet.StreamKeys;
import org.bittube.gateway.secret.Secret;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All objects that are there. In memory is what lists need; files and descriptors are read when asked for. Confined to its
 * event loop; disk and database are worked on elsewhere, what changes the library one thing after the other.
 */
public final class Library {
    /** Of chance in what viewers of an object with a token must know. */
    private static final int TOKEN_BYTES = 24;

    private static final Logger LOG = LoggerFactory.getLogger(Library.class);

    private final Vertx vertx;
    private final ObjectStore store;
    private final LibraryFolder folder;
    private final StreamKeys keys;
    private final ObjectGroups groups;
    private final LibraryLimits limits;
    private final LongSupplier wallClockMillis;
    private final Consumer<byte[]> random;
    private final Imports imports;

    private final Catalogue catalogue = new Catalogue();
    private final Damages damages = new Damages();

    private @Nullable LibraryListener listener;
    private Future<?> lastChange = Future.succeededFuture();

    /**
     * Empty until {@link #restore}.
     *
     * @param keys sign the descriptors
     * @param wallClockMillis Unix time
     * @param random fills an array with bytes that nobody can foretell
     */
    public Library(
            Vertx vertx,
            ObjectStore store,
            LibraryFolder folder,
            StreamKeys keys,
            ObjectGroups groups,
            LibraryLimits limits,
            LongSupplier wallClockMillis,
            Consumer<byte[]> random) {
        this.vertx = vertx;
        this.store = store;
        this.folder = folder;
        this.keys = keys;
        this.groups = groups;
        this.limits = limits;
        this.wallClockMillis = wallClockMillis;
        this.random = random;
        this.imports = new Imports(vertx, folder, keys);
    }

    /**
     * A file that was offered.
     *
     * @param created false when the same contents were there already; then this is the first one
     * @param note what whoever sent it should know; empty when there is nothing to say
     */
    public record Added(ObjectRecord object, boolean created, String note) {}

    /**
     * An object that was changed.
     *
     * @param token the new token when one was made: the only chance to show it
     */
    public record Changed(ObjectRecord object, @Nullable String token) {}

    /** Takes up what is stored, notes whose files are missing or too short, and opens the groups. */
    public Future<Void> restore() {
        return vertx.executeBlocking(() -> {
                    Map<ObjectRecord, Boolean> stored = new LinkedHashMap<>();
                    store.all().forEach(object -> stored.put(object, folder.isThere(object.id(), object.sizeBytes())));
                    return stored;
                })
                .map(stored -> {
                    stored.forEach((object, there) -> {
                        put(object);
                        if (!there) {
                            damaged(object.id(), new DamagedException("its files are not on the disk as they were"));
                        }
                    });
                    return null;
                });
    }

    /** Lets what is being imported come to its end. */
    public Future<Void> close() {
        return lastChange.transform(done -> imports.close());
    }

    public @Nullable ObjectRecord find(String id) {
        return catalogue.find(id);
    }

    /** The object that was made of this recording; null when there is none. */
    public @Nullable ObjectRecord ofRecording(String recording) {
        return catalogue.ofRecording(recording);
    }

    /** All objects, the newest first; a view. */
    public Collection<ObjectRecord> newestFirst() {
        return catalogue.newestFirst();
    }

    /** Those behind the one of that id and time, the newest first; a view. The object itself may be gone meanwhile. */
    public Collection<ObjectRecord> after(String id, Instant created) {
        return catalogue.after(id, created);
    }

    /** The signed descriptor as it is sent. */
    public Future<Buffer> descriptor(String id) {
        return vertx.executeBlocking(() -> store.descriptor(id))
                .map(found -> Buffer.buffer(found.orElseThrow(() -> unknown())));
    }

    public LibraryFolder folder() {
        return folder;
    }

    public LibraryLimits limits() {
        return limits;
    }

    /** Viewers in the object's group. */
    public int viewers(String id) {
        return groups.viewers(id);
    }

    /** What was last found damaged; null when nothing was. */
    public @Nullable String damage(String id) {
        return damages.of(id);
    }

    /** Notes that a piece of it could not be given out. */
    public void damaged(String id, DamagedException damage) {
        ObjectRecord object = catalogue.find(id);
        if (object != null) {
            damages.note(object, damage);
        }
    }

    /** Tells from now on of what is added, changed and removed. */
    public void tell(LibraryListener told) {
        listener = told;
    }

    /** Tells of what is damaged now, and of what is found damaged from now on. */
    void onDamage(Consumer<ObjectRecord> told) {
        damages.tell(told);
    }

    /**
     * Makes an object of a file that has arrived. The same contents again give the first object; where that one's files were
     * may be damaged, they are replaced.
     *
     * @param arrived a folder of {@link LibraryFolder#newIncoming} with the file as {@code content}; gone afterwards
     */
    public Future<Added> add(Path arrived, Offer offer) {
        return imports.of(arrived, offer.name(), made -> serially(() -> keep(arrived, made.descriptor(), offer))
                .map(kept -> new Added(kept.object(), kept.created(), made.note())));
    }

    /** As above, of a file that stays where it is and changes no more. */
    public Future<Added> take(Path file, Offer offer) {
        return vertx.executeBlocking(() -> folder.arrival(file), false).compose(arrived -> add(arrived, offer));
    }

    /**
     * Gives an object its files anew, if that file still has its contents; nothing becomes of another one.
     *
     * @return whether it has them
     */
    Future<Boolean> renew(String id, Repairs.Original original) {
        Path file = original.file();
        return vertx.executeBlocking(() -> original.changes() ? folder.copy(file) : folder.arrival(file), false)
                .compose(arrived -> imports.of(
                        arrived,
                        String.valueOf(file.getFileName()),
                        made -> serially(() -> {
                            ObjectRecord object = catalogue.find(id);
                            String root = made.descriptor().descriptor().root();
                            return object != null && object.root().equals(root)
                                    ? renew(object, arrived).map(true)
                                    : Future.succeededFuture(false);
                        })));
    }

    /**
     * Changes title or visibility; null leaves it as it is.
     *
     * @throws LibraryException (the future) UNKNOWN
     */
    public Future<Changed> change(String id, @Nullable String title, @Nullable Visibility visibility) {
        return serially(() -> {
            ObjectRecord old = catalogue.find(id);
            if (old == null) {
                return Future.failedFuture(unknown());
            }
            ObjectRecord changed = title == null ? old : old.titled(title);
            String token = visibility == Visibility.TOKEN ? RandomText.make(TOKEN_BYTES, random) : null;
            if (visibility != null) {
                changed = changed.shownTo(
                        visibility.text(),
                        token == null ? null : Secret.ofText(token).hashText());
            }
            ObjectRecord kept = changed;
            return work(() -> store.update(kept)).map(done -> {
                put(kept);
                if (listener != null) {
                    listener.changed(kept);
                }
                return new Changed(kept, token);
            });
        });
    }

    /**
     * Removes an object, its files and its group.
     *
     * @throws LibraryException (the future) UNKNOWN
     */
    public Future<Void> delete(String id) {
        return serially(() -> {
            ObjectRecord object = catalogue.find(id);
            if (object == null) {
                return Future.failedFuture(unknown());
            }
            return work(() -> {
                        store.delete(id);
                        folder.delete(id);
                    })
                    .map(done -> {
                        catalogue.remove(id);
                        damages.forget(id);
                        groups.close(id);
                        LOG.info("object deleted id={}", id);
                        if (listener != null) {
                            listener.removed(object);
                        }
                        return null;
                    });
        });
    }

    private Future<Added> keep(Path arrived, SignedDescriptor made, Offer offer) {
        Descriptor descriptor = made.descriptor();
        ObjectRecord first = catalogue.ofRoot(descriptor.root());
        if (first != null) {
            return renew(first, arrived);
        }
        if (catalogue.size() >= limits.mostObjects()) {
            return Future.failedFuture(new LibraryException(
                    LibraryException.Reason.FULL,
                    "The library is full: delete an object, or raise max-objects (now " + limits.mostObjects() + ")."));
        }
        ObjectRecord object = new ObjectRecord(
                made.id(),
                descriptor.root(),
                descriptor.name(),
                descriptor.type(),
                descriptor.sizeBytes(),
                descriptor.playback().map(playback -> playback.durationMillis()).orElse(null),
                offer.title().isEmpty() ? descriptor.name() : offer.title(),
                offer.visibility().text(),
                null,
                offer.recording(),
                Instant.ofEpochMilli(wallClockMillis.getAsLong()));
        return work(() -> {
                    folder.accept(arrived, object.id());
                    store.insert(object, made.encoded().getBytes());
                })
                .map(done -> {
                    put(object);
                    LOG.info("object added id={} bytes={} type={}", object.id(), object.sizeBytes(), object.type());
                    if (listener != null) {
                        listener.added(object);
                    }
                    return new Added(object, true, "");
                });
    }

    /** The files that came are whole for certain, and those that are there may be damaged without anybody's having noticed. */
    private Future<Added> renew(ObjectRecord object, Path arrived) {
        return work(() -> folder.accept(arrived, object.id())).map(done -> {
            damages.repaired(object.id());
            return new Added(object, false, "");
        });
    }

    private void put(ObjectRecord object) {
        catalogue.put(object);
        groups.open(object.id(), keys.publicKeyBase64Url());
    }

    private <T> Future<T> serially(Supplier<Future<T>> change) {
        Future<T> next = lastChange.transform(before -> change.get());
        lastChange = next;
        return next;
    }

    private Future<Void> work(Blocking work) {
        return vertx.executeBlocking(
                () -> {
                    work.run();
                    return null;
                },
                false);
    }

    private static LibraryException unknown() {
        return new LibraryException(
                LibraryException.Reason.UNKNOWN, "There is no object of this id: GET /objects lists the public ones.");
    }

    /** Work with disk or database. */
    @FunctionalInterface
    private interface Blocking {
        void run() throws IOException;
    }
}
