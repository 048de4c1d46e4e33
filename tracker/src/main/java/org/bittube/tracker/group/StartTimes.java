package org.bittube.tracker.group;

import java.util.List;

/**
 * How long viewers waited for their first picture, those included that left.
 *
 * @param told how many told it since the group began
 * @param latestMillis of the last of them, the newest last; at most {@value StartLog#MOST}
 */
public record StartTimes(long told, List<Integer> latestMillis) {

    public StartTimes {
        latestMillis = List.copyOf(latestMillis);
    }
}
