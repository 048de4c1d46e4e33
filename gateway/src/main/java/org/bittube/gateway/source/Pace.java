package org.bittube.gateway.source;

/**
 * When tags are due by their timestamps. One that comes late is due at once, and those behind it as much later; but what is as little late as a timer may be
 * shifts nothing, or all that waits would play ever slower. Pure.
 */
final class Pace {
    /** Timers of a machine with much to do are as late as this. */
    static final long LATE_MILLIS = 100;

    private static final long CLOCK_JUMP_MILLIS = 1_000;

    /** Clocks of encoders differ by less, in parts of what it is: what is always early must not be held back ever longer. */
    private static final long DRIFT_PARTS = 2_000;

    private final long leadMillis;
    private boolean started;
    private long startMillis;
    private long driftMillis;
    private long lastNowMillis;

    /** @param leadMillis how much earlier than due a tag may be handed on */
    Pace(long leadMillis) {
        this.leadMillis = leadMillis;
    }

    /** The next tag begins anew. */
    void restart() {
        started = false;
    }

    /** How long the tag has to wait now; 0 or less: not at all. */
    long waitMillis(long timestampMillis, long now) {
        long due = timestampMillis + startMillis;
        // A clock that was put back says nothing of what is due.
        boolean putBack = now < lastNowMillis - CLOCK_JUMP_MILLIS;
        lastNowMillis = now;
        if (!started || now - due >= LATE_MILLIS || putBack) {
            started = true;
            startMillis = now - timestampMillis;
            driftMillis = now;
            return 0;
        }
        if (now >= due) {
            driftMillis = now;
            return 0;
        }
        long wait = due - leadMillis - now;
        long drift = (now - driftMillis) / DRIFT_PARTS;
        if (drift > 0) {
            driftMillis += drift * DRIFT_PARTS;
            startMillis -= wait > 0 ? drift : 0;
        }
        return wait;
    }

    /** How far that timestamp is from being due; 0 when it is due, or nothing has begun. */
    long aheadMillis(long timestampMillis, long now) {
        return started ? Math.max(0, startMillis + timestampMillis - now) : 0;
    }
}
