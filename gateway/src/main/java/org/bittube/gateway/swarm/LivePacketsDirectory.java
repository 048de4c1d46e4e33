package org.bittube.gateway.swarm;

import org.jspecify.annotations.Nullable;

/** Where the handlers of this package look a channel's packets up. */
@FunctionalInterface
public interface LivePacketsDirectory {
    /** The packets of that group, or null when there is no such group. */
    @Nullable
    LivePackets find(String group);
}
