package org.bittube.gateway.app;

import java.util.Optional;
import java.util.function.Function;
import org.bittube.db.objects.ObjectRecord;
import org.bittube.gateway.library.ObjectAccess;
import org.bittube.tracker.connection.GroupAccess;
import org.bittube.tracker.message.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Asks viewers at the tracker for what they need over HTTP, too: the token of an object. Confined to the gateway's event loop. */
final class ObjectGuests implements GroupAccess {
    private final ObjectAccess access;
    private final Function<String, @Nullable ObjectRecord> objects;

    /** @param objects gives the object whose group is called so; null for any other group */
    ObjectGuests(ObjectAccess access, Function<String, @Nullable ObjectRecord> objects) {
        this.access = access;
        this.objects = objects;
    }

    @Override
    public Optional<Denial> denial(String group, Optional<String> token, String network) {
        ObjectRecord object = objects.apply(group);
        if (object == null) {
            return Optional.empty();
        }
        return switch (access.of(object, token.orElse(""), network)) {
            case GRANTED -> Optional.empty();
            case DENIED ->
                Optional.of(new Denial(ErrorCode.DENIED, "This object needs its token: ask who gave you the address."));
            case TOO_OFTEN ->
                Optional.of(new Denial(ErrorCode.RATE, "Too many wrong tokens came from your address: wait a little."));
        };
    }
}
