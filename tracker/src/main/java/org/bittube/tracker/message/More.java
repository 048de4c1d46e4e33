package org.bittube.tracker.message;

import java.util.List;

/**
 * A member asks for further introductions.
 *
 * @param want how many, 0 to 20
 * @param exclude peerIds it does not want to meet, at most 256
 */
public record More(String group, int want, List<String> exclude) implements TrackerRequest {
    private static final int MAX_EXCLUDE = 256;

    public More {
        Names.checkGroup(group);
        Names.checkRange("want", want, 0, Join.MAX_WANT);
        Names.checkSize("exclude", exclude.size(), 0, MAX_EXCLUDE);
        exclude = List.copyOf(exclude);
        exclude.forEach(peer -> Names.checkPeerId("exclude", peer));
    }

    @Override
    public void deliverTo(TrackerRequestHandler handler) {
        handler.onMore(this);
    }
}
