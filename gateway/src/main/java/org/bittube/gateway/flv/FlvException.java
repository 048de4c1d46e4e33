package org.bittube.gateway.flv;

/** The bytes are no FLV at all. The message is one line for the operator and fits behind "The source". */
public final class FlvException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final long offset;

    public FlvException(String message, long offset) {
        super(message);
        this.offset = offset;
    }

    /** Where in the input, in bytes from its beginning. */
    public long offset() {
        return offset;
    }
}
