package org.bittube.tracker.websocket;

/** Why a socket is closed, as its client is told (RFC 6455 section 7.4.1). */
public enum CloseCode {
    NORMAL(1000),
    /** The server stops, or the client counts as gone. */
    GOING_AWAY(1001),
    /** Bytes that are no frame of a client. */
    PROTOCOL(1002),
    /** A binary message, where only text is spoken. */
    UNSUPPORTED(1003),
    NOT_UTF8(1007),
    /** More than one socket, or one address, may do. */
    POLICY(1008),
    TOO_BIG(1009);

    private final int number;

    CloseCode(int number) {
        this.number = number;
    }

    /** The number on the wire. */
    public int number() {
        return number;
    }
}
