package org.bittube.gateway.mp4;

import org.jspecify.annotations.Nullable;

/** The tracks of a file that are turned into FLV; at least one is there. */
record Movie(@Nullable Track video, @Nullable Track audio) {}
