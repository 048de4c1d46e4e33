package org.bittube.gateway.channel;

/** What was asked of a channel cannot be done. The message is one line for the operator and says what to do. */
public final class ChannelException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The kind of trouble. */
    public enum Reason {
        /** There is no channel of that name. */
        UNKNOWN,
        /** There is one already. */
        EXISTS,
        /** The name or the source cannot be. */
        REFUSED,
        /** There are as many channels as the settings allow. */
        FULL
    }

    private final Reason reason;

    public ChannelException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    static ChannelException unknown(String name) {
        return new ChannelException(
                Reason.UNKNOWN, "There is no channel named " + name + ": make it with POST /api/channels first.");
    }

    static ChannelException refused(String message) {
        return new ChannelException(Reason.REFUSED, message);
    }
}
