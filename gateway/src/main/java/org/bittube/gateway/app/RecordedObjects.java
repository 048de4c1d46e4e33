package org.bittube.gateway.app;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.bittube.db.objects.ObjectRecord;
import org.bittube.gateway.http.EgressLedger;
import org.bittube.gateway.library.Library;
import org.bittube.gateway.library.Offer;
import org.bittube.gateway.library.Visibility;
import org.bittube.gateway.recorder.RecordingFinished;
import org.bittube.gateway.recorder.RecordingListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes objects of finished recordings; recording and object go together. Confined to its event loop. */
final class RecordedObjects implements RecordingListener {
    private static final Logger LOG = LoggerFactory.getLogger(RecordedObjects.class);
    private static final DateTimeFormatter IN_WORDS = DateTimeFormatter.ofPattern("d MMMM uuuu HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter IN_NAMES = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'");

    private final Optional<Visibility> visibility;
    private final Predicate<String> isForInvited;
    private final ZoneId zone;
    private final EgressLedger egress;
    private @Nullable Library library;

    /**
     * Is told of nothing before {@link #into}.
     *
     * @param visibility of the objects; empty: recordings stay files
     * @param isForInvited whether a channel is for those only who have a token: what was recorded of it stands in no list
     * @param zone whose time the titles tell
     * @param egress forgets what was sent of objects that are gone
     */
    RecordedObjects(Optional<Visibility> visibility, Predicate<String> isForInvited, ZoneId zone, EgressLedger egress) {
        this.visibility = visibility;
        this.isForInvited = isForInvited;
        this.zone = zone;
        this.egress = egress;
    }

    void into(Library opened) {
        library = opened;
    }

    @Override
    public Future<Void> finished(RecordingFinished recording) {
        Library into = Objects.requireNonNull(library, "not open");
        // A gateway that ended between the two notes of it is told of the same recording again.
        if (visibility.isEmpty() || into.ofRecording(recording.id()) != null) {
            return Future.succeededFuture();
        }
        Visibility seen = isForInvited.test(recording.channel()) ? Visibility.UNLISTED : visibility.get();
        Offer offer = new Offer(name(recording), title(recording), seen, recording.id());
        return into.take(recording.file(), offer)
                .onSuccess(added -> LOG.info(
                        "recording became an object channel={} recording={} id={}",
                        recording.channel(),
                        recording.id(),
                        added.object().id()))
                .mapEmpty();
    }

    @Override
    public Future<Void> delete(String id) {
        Library from = Objects.requireNonNull(library, "not open");
        ObjectRecord object = from.ofRecording(id);
        return object == null
                ? Future.succeededFuture()
                : from.delete(object.id()).onSuccess(done -> egress.forget(object.id()));
    }

    private String name(RecordingFinished recording) {
        Instant started = recording.started();
        return recording.channel() + "-" + IN_NAMES.format(started.atOffset(ZoneOffset.UTC)) + ".flv";
    }

    private String title(RecordingFinished recording) {
        return recording.channel() + ", " + IN_WORDS.format(recording.started().atZone(zone));
    }
}
