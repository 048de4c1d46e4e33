package org.bittube.gateway.app;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.bittube.db.objects.ObjectRecord;
import org.bittube.gateway.api.ObjectApi;
import org.bittube.gateway.api.RecordingApi;
import org.bittube.gateway.api.UploadApi;
import org.bittube.gateway.http.EgressLedger;
import org.bittube.gateway.library.Library;
import org.bittube.gateway.library.LibraryFolder;
import org.bittube.gateway.library.LibraryLimits;
import org.bittube.gateway.library.LibraryListener;
import org.bittube.gateway.library.ObjectAccess;
import org.bittube.gateway.library.ObjectHandler;
import org.bittube.gateway.library.Repairs;
import org.bittube.gateway.library.Uploads;
import org.bittube.gateway.library.Visibility;
import org.bittube.gateway.library.WatchedFolder;
import org.bittube.gateway.recorder.Recorders;
import org.bittube.gateway.recorder.RecordingListener;
import org.bittube.gateway.swarm.PullRate;
import org.jspecify.annotations.Nullable;

/** The library of this gateway and the routes to it, as the settings want them. */
final class OwnLibrary {
    private static final String OWN_TRACKER = "/tracker";
    /** A file in the watched folder is complete when it looked the same for so long. */
    private static final long LOOK_MILLIS = 3_000;

    private static final int MOST_ADDRESSES = 10_000;

    private final Vertx vertx;
    private final Settings settings;
    private final Stores stores;
    private final TrackerGroups groups;
    private final ObjectAccess access;
    private final SecureRandom random;

    private final EgressLedger egress = new EgressLedger();
    private final RecordedObjects recorded;

    private Optional<WatchedFolder> watched = Optional.empty();
    private @Nullable Library library;
    private @Nullable Uploads uploads;

    /** @param isForInvited whether the channel of that name is for those only who have a token */
    OwnLibrary(
            Vertx vertx,
            Settings settings,
            Stores stores,
            TrackerGroups groups,
            ObjectAccess access,
            Predicate<String> isForInvited,
            SecureRandom random) {
        this.vertx = vertx;
        this.settings = settings;
        this.stores = stores;
        this.groups = groups;
        this.access = access;
        this.random = random;
        this.recorded = new RecordedObjects(
                Visibility.of(settings.get(GatewaySettings.RECORDINGS_VISIBILITY)),
                isForInvited,
                ZoneId.systemDefault(),
                egress);
    }

    /** Takes finished recordings; from {@link #open} on. */
    RecordingListener recorded() {
        return recorded;
    }

    @Nullable
    ObjectRecord find(String id) {
        return library == null ? null : library.find(id);
    }

    /** Opens the folder and takes up what is in it. */
    Future<Void> open() {
        return vertx.executeBlocking(() -> folder(settings.libraryFolder().toAbsolutePath()))
                .compose(folder -> {
                    Library opened = new Library(
                            vertx,
                            stores.objects(),
                            folder,
                            stores.libraryKeys(),
                            groups,
                            limits(),
                            System::currentTimeMillis,
                            random::nextBytes);
                    library = opened;
                    recorded.into(opened);
                    Uploads parts = new Uploads(vertx, opened, System::currentTimeMillis, random::nextBytes);
                    uploads = parts;
                    return opened.restore().compose(done -> parts.restore()).compose(done -> watch(opened));
                });
    }

    private Future<Void> watch(Library opened) {
        Path path = settings.get(GatewaySettings.WATCH_DIR);
        if (!path.toString().isEmpty()) {
            watched = Optional.of(new WatchedFolder(vertx, opened, path.toAbsolutePath(), LOOK_MILLIS));
        }
        return watched.map(WatchedFolder::start).orElse(Future.succeededFuture());
    }

    /** From now on damaged objects are repaired from what they were made of. */
    void repairFrom(Recorders recordings) {
        new Repairs(
                Objects.requireNonNull(library, "not open"),
                List.of(
                        object -> Optional.ofNullable(object.recording())
                                .flatMap(recordings::file)
                                .map(file -> new Repairs.Original(file, false)),
                        object -> watched.flatMap(folder -> folder.original(object))));
    }

    /**
     * Adds the routes for viewers and for the operator; only after {@link #open}.
     *
     * @param recordings their files are deleted with the objects when the operator wants it so
     */
    void mount(Router router, Handler<RoutingContext> adminOnly, Recorders recordings, LongSupplier clockMillis) {
        Library opened = Objects.requireNonNull(library, "not open");
        int pulls = settings.get(GatewaySettings.PULLS_PER_SECOND);
        String elsewhere = settings.get(GatewaySettings.TRACKER);
        PullRate rate = new PullRate(pulls, 2 * pulls, MOST_ADDRESSES, clockMillis);
        new ObjectHandler(
                        vertx,
                        opened,
                        elsewhere.isEmpty() ? OWN_TRACKER : elsewhere,
                        egress,
                        rate,
                        Proxies.addresses(settings),
                        access)
                .mount(router);
        new ObjectApi(vertx, opened, egress, recordings::delete, adminOnly).mount(router);
        new RecordingApi(recordings, recording -> objectOf(opened, recording), adminOnly).mount(router);
        new UploadApi(opened, Objects.requireNonNull(uploads, "not open"), adminOnly).mount(router);
    }

    /** Tells from now on what becomes of objects; only after {@link #open}. */
    void tell(LibraryListener listener) {
        Objects.requireNonNull(library, "not open").tell(listener);
    }

    private static @Nullable String objectOf(Library library, String recording) {
        ObjectRecord object = library.ofRecording(recording);
        return object == null ? null : object.id();
    }

    /** What people call the object; null when there is none, or it is not for whoever knows its id. */
    @Nullable
    String titleOf(String id) {
        ObjectRecord object = find(id);
        return object == null || object.visibility().equals(Visibility.TOKEN.text()) ? null : object.title();
    }

    /** Whether there is an object of this id; only after {@link #open}. */
    boolean has(String id) {
        return Objects.requireNonNull(library, "not open").find(id) != null;
    }

    Future<Void> close() {
        return library == null ? Future.succeededFuture() : library.close();
    }

    private LibraryLimits limits() {
        return new LibraryLimits(
                (long) settings.get(GatewaySettings.UPLOAD_MEGABYTES) << 20,
                settings.get(GatewaySettings.MAX_OBJECTS),
                (long) settings.get(GatewaySettings.FREE_MEGABYTES) << 20);
    }

    private static LibraryFolder folder(Path path) {
        try {
            return new LibraryFolder(path);
        } catch (UncheckedIOException e) {
            throw new StartupFailure(
                    "Cannot write to the library folder " + path + ": make it writable for this user, or choose another"
                            + " one with --library-dir.",
                    e);
        }
    }
}
