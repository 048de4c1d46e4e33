package org.bittube.gateway.swarm;

/** A message on the feed that is none of docs/protocol.md section 4; ends the socket. */
final class FeedFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** RFC 6455 §7.4.1: data that is not what the message's type says. */
    static final short INVALID = 1007;
    /** RFC 6455 §7.4.1: a message that is too big. */
    static final short TOO_BIG = 1009;

    private final short closeCode;
    private final String reason;

    FeedFormatException(short closeCode, String reason) {
        super(reason);
        this.closeCode = closeCode;
        this.reason = reason;
    }

    /** For the viewer's developer; goes into the close frame. */
    String reason() {
        return reason;
    }

    short closeCode() {
        return closeCode;
    }
}
