package org.bittube.tracker.message;

import java.util.Optional;

/**
 * Something was not done; {@code error} on the wire.
 *
 * @param message for a person who reads a log, at most 256 printable characters
 * @param group the group it is about, when it is about one
 * @param fatal whether the membership in {@code group}, or without a group the socket, is over
 */
public record Refusal(ErrorCode code, String message, Optional<String> group, boolean fatal) implements TrackerEvent {
    public Refusal {
        Names.checkPrintable("message", message, 256);
        group.ifPresent(Names::checkGroup);
    }

    @Override
    public void deliverTo(TrackerEventHandler handler) {
        handler.onRefusal(this);
    }
}
