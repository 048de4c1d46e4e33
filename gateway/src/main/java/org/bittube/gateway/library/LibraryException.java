package org.bittube.gateway.library;

/** The library refuses something; the message is one line that says what to do. An ordinary outcome. */
public final class LibraryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        /** There is no such object. */
        UNKNOWN,
        /** The file cannot become an object as it is. */
        REFUSED,
        /** More than one file may have. */
        TOO_LARGE,
        /** As many objects as may be. */
        FULL,
        /** No room on the disk. */
        NO_SPACE,
        /** Somebody else is at it. */
        BUSY,
        /** The upload ended before its end. */
        CUT_OFF
    }

    private final Reason reason;

    public LibraryException(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
