package org.bittube.gateway.stream;

import org.jspecify.annotations.Nullable;

/** The directory in which those who serve viewers look a group's stream up. */
@FunctionalInterface
public interface LiveStreams {
    /** The stream of that group, or null when there is no such group. It may be without an epoch at the moment. */
    @Nullable
    LiveStream find(String group);
}
