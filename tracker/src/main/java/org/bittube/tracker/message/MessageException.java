package org.bittube.tracker.message;

/** A text that is no message of this dialect. An ordinary outcome: answered with {@link #code}, and counted. */
public final class MessageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    public MessageException(ErrorCode code, String message) {
        super(message);
        this.code = code;
    }

    /** {@link ErrorCode#VERSION} for a join of another version, else {@link ErrorCode#BAD_MESSAGE}. */
    public ErrorCode code() {
        return code;
    }
}
