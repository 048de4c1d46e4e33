package org.bittube.gateway.client;

/** What was asked for could not be done. The message is one line for the person who asked. */
public final class ClientException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Why. */
    public enum Reason {
        /** No way to the gateway, its refusal, or a disk that is full: may go well another time. */
        FAILED,
        /** What the gateway sent is not what the id stands for. */
        FALSE_CONTENT
    }

    private final Reason reason;

    private ClientException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    private ClientException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    static ClientException failed(String message) {
        return new ClientException(Reason.FAILED, message);
    }

    static ClientException failed(String message, Throwable cause) {
        return new ClientException(Reason.FAILED, message, cause);
    }

    static ClientException falseContent(String message) {
        return new ClientException(Reason.FALSE_CONTENT, message);
    }

    public Reason reason() {
        return reason;
    }
}
