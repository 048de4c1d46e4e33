package org.bittube.tracker.message;

import java.util.Optional;

/**
 * A viewer becomes a member of a group.
 *
 * @param capacity what it offers to upload, kbit/s, 0 to 1,000,000
 * @param want how many partners it would like to be introduced to, 0 to 20
 * @param token what a group that is not open to everybody asks for, at most 4,096 printable characters
 */
public record Join(String group, int capacity, Device device, Nat nat, int want, Optional<String> token)
        implements TrackerRequest {
    /** The version of the dialect that this codec speaks. */
    public static final int VERSION = 1;

    public static final int MAX_CAPACITY = 1_000_000;
    public static final int MAX_WANT = 20;

    public Join {
        Names.checkGroup(group);
        Names.checkRange("capacity", capacity, 0, MAX_CAPACITY);
        Names.checkRange("want", want, 0, MAX_WANT);
        token.ifPresent(text -> Names.checkPrintable("token", text, 4096));
    }

    /** Without the token: it must not reach a log. */
    @Override
    public String toString() {
        return "Join[group=" + group + ", capacity=" + capacity + ", device=" + device + ", nat=" + nat + ", want="
                + want + "]";
    }

    @Override
    public void deliverTo(TrackerRequestHandler handler) {
        handler.onJoin(this);
    }
}
