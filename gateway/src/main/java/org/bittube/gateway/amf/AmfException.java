package org.bittube.gateway.amf;

/** The bytes are no AMF0, or AMF0 that no script tag has. */
public final class AmfException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int offset;

    AmfException(String message, int offset) {
        // No stack trace: bad input is an ordinary outcome.
        super(message + " at byte " + offset, null, false, false);
        this.offset = offset;
    }

    /** Where in the bytes given. */
    public int offset() {
        return offset;
    }
}
