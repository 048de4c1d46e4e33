package org.bittube.gateway.app;

import java.util.List;
import org.bittube.gateway.channel.ChannelGroups;
import org.bittube.gateway.library.ObjectGroups;
import org.bittube.gateway.registration.TrackerRegistration;
import org.bittube.tracker.app.TrackerService;
import org.bittube.tracker.connection.GroupSettings;
import org.jspecify.annotations.Nullable;

/** Groups of channels and objects at the tracker: the one in the same process, or one elsewhere that takes registrations. Of any other nothing is known. */
final class TrackerGroups implements ChannelGroups, ObjectGroups {

    private final @Nullable TrackerService tracker;
    private final @Nullable TrackerRegistration elsewhere;

    TrackerGroups(@Nullable TrackerService tracker, @Nullable TrackerRegistration elsewhere) {
        this.tracker = tracker;
        this.elsewhere = elsewhere;
    }

    @Override
    public void open(String name, String publicKey) {
        if (tracker != null) {
            // The viewers have asked this very gateway already, so it need not be named to them.
            tracker.open(new GroupSettings(name, publicKey, List.of()));
        } else if (elsewhere != null) {
            elsewhere.open(name, publicKey);
        }
    }

    @Override
    public void close(String name) {
        if (tracker != null) {
            tracker.close(name);
        } else if (elsewhere != null) {
            elsewhere.close(name);
        }
    }

    @Override
    public int viewers(String name) {
        if (tracker != null) {
            return tracker.peers(name);
        }
        return elsewhere == null ? 0 : elsewhere.viewers(name);
    }
}
