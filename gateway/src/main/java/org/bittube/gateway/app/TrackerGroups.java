package org.bittube.gateway.app;

import java.util.List;
import org.bittube.gateway.channel.ChannelGroups;
import org.bittube.gateway.library.ObjectGroups;
import org.bittube.tracker.app.TrackerService;
import org.bittube.tracker.connection.GroupSettings;
import org.jspecify.annotations.Nullable;

/** Groups of channels and objects at the tracker that runs in the same process; where the tracker is elsewhere, nothing is known. */
final class TrackerGroups implements ChannelGroups, ObjectGroups {

    private final @Nullable TrackerService tracker;

    TrackerGroups(@Nullable TrackerService tracker) {
        this.tracker = tracker;
    }

    @Override
    public void open(String name, String publicKey) {
        if (tracker != null) {
            // The viewers have asked this very gateway already, so it need not be named to them.
            tracker.open(new GroupSettings(name, publicKey, List.of()));
        }
    }

    @Override
    public void close(String name) {
        if (tracker != null) {
            tracker.close(name);
        }
    }

    @Override
    public int viewers(String name) {
        return tracker == null ? 0 : tracker.peers(name);
    }
}
