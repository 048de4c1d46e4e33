package org.bittube.tracker.access;

/**
 * Why somebody is not let in.
 *
 * @param message for a person: what to do, at most 256 printable characters
 */
public record Denial(Reason reason, String message) {
    /** What the matter is; programs are told it in lower case. */
    public enum Reason {
        /** A token is missing, or is not good for this. */
        TOKEN,
        /** The token was good, and its time is over, or has not come. */
        EXPIRED,
        /** Pages of that origin may not show it. */
        ORIGIN,
        /** Nothing was decided: too many wrong tokens came from there. */
        RATE,
        /** As many are in as may be. */
        FULL
    }
}
