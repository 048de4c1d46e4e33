package org.bittube.gateway.app;

import java.util.Optional;
import java.util.function.Function;
import org.bittube.db.objects.ObjectRecord;
import org.bittube.gateway.library.ObjectAccess;
import org.bittube.tracker.access.Denial;
import org.bittube.tracker.access.Moment;
import org.bittube.tracker.access.Visitor;
import org.bittube.tracker.connection.GroupAccess;
import org.bittube.tracker.connection.GroupSettings;
import org.jspecify.annotations.Nullable;

/** Asks viewers at the tracker for what they need over HTTP, too: the token of an object, or what the policy of a channel wants. Confined to the gateway's event loop. */
final class ObjectGuests implements GroupAccess {
    private final ObjectAccess access;
    private final Function<String, @Nullable ObjectRecord> objects;
    private final GroupAccess channels;

    /**
     * @param objects gives the object whose group is called so; null for any other group
     * @param channels knows of the other groups
     */
    ObjectGuests(ObjectAccess access, Function<String, @Nullable ObjectRecord> objects, GroupAccess channels) {
        this.access = access;
        this.objects = objects;
        this.channels = channels;
    }

    @Override
    public Optional<Denial> denial(GroupSettings group, Visitor visitor, Moment moment) {
        ObjectRecord object = objects.apply(group.name());
        if (object == null) {
            return channels.denial(group, visitor, moment);
        }
        return switch (access.of(object, visitor.token().orElse(""), visitor.network())) {
            case GRANTED -> Optional.empty();
            case DENIED ->
                Optional.of(
                        new Denial(Denial.Reason.TOKEN, "This object needs its token: ask who gave you the address."));
            case TOO_OFTEN ->
                Optional.of(
                        new Denial(Denial.Reason.RATE, "Too many wrong tokens came from your address: wait a little."));
        };
    }

    @Override
    public boolean tellsHostCandidates(GroupSettings group) {
        return channels.tellsHostCandidates(group);
    }
}
