package org.bittube.tracker.message;

/**
 * The group has another size than when the receiver was last told how often it should send figures.
 *
 * @param intervalMillis how often figures are to be sent from now on, 1 to 3,600,000
 */
public record Interval(String group, int intervalMillis) implements TrackerEvent {
    static final int MAX_MILLIS = 3_600_000;

    public Interval {
        Names.checkGroup(group);
        Names.checkRange("intervalMillis", intervalMillis, 1, MAX_MILLIS);
    }

    @Override
    public void deliverTo(TrackerEventHandler handler) {
        handler.onInterval(this);
    }
}
