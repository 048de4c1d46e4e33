package org.bittube.gateway.source;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiPredicate;

/**
 * Where those who publish find the channels that wait for them, and the door through which they come: it stands open as long as there is such a
 * channel, or for good. Confined to its event loop.
 */
public final class PublishPoints {
    private final Door door;
    private final BiPredicate<String, String> tokens;
    private final Map<String, PublishSource> byChannel = new HashMap<>();
    private boolean wanted;
    private boolean kept;
    private Future<Void> last = Future.succeededFuture();

    /** What is opened for publishers: a port. */
    public interface Door {
        /** Lets publishers in; they ask these points. Fails in an operator's words. Not called while it is open. */
        Future<Void> open(PublishPoints points);

        /** Sends away who is inside. May be called when it is closed. */
        Future<Void> close();
    }

    /** Where only keys open. */
    public PublishPoints(Door door) {
        this(door, (channel, token) -> false);
    }

    /** @param tokens whether a text, instead of the key, lets somebody publish on the channel of that name */
    public PublishPoints(Door door, BiPredicate<String, String> tokens) {
        this.door = door;
        this.tokens = tokens;
    }

    /** Opens the door for good, whoever is awaited; fails in an operator's words. */
    public Future<Void> open() {
        kept = true;
        return openDoor();
    }

    /** Closes the door that was opened for good. May be called twice. */
    public Future<Void> close() {
        kept = false;
        closeUnlessWanted();
        return last.transform(done -> Future.succeededFuture());
    }

    /** Lets somebody publish who knows the channel's key, or has a token that does. */
    public Admission admit(String channel, String key, Publisher publisher) {
        PublishSource source = byChannel.get(channel);
        return source == null
                ? Admission.Refused.WRONG_KEY
                : source.admit(key, () -> tokens.test(channel, key), publisher);
    }

    void add(String channel, PublishSource source) {
        byChannel.put(channel, source);
    }

    /** Opens the door when it is closed; fails in an operator's words. */
    Future<Void> openDoor() {
        if (!wanted) {
            wanted = true;
            last = last.transform(before -> door.open(this)).onFailure(trouble -> wanted = false);
        }
        return last;
    }

    Future<Void> remove(String channel, PublishSource source) {
        byChannel.remove(channel, source);
        closeUnlessWanted();
        return last.transform(done -> Future.succeededFuture());
    }

    private void closeUnlessWanted() {
        if (wanted && !kept && byChannel.isEmpty()) {
            wanted = false;
            last = last.transform(before -> door.close());
        }
    }
}
