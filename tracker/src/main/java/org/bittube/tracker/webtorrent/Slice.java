package org.bittube.tracker.webtorrent;

import java.nio.charset.StandardCharsets;

/** A part of a message, which stays where it is: good until the message has been dealt with, for its buffer is used again. */
final class Slice {
    private final byte[] message;
    private final int from;
    private final int to;

    /** The bytes {@code from} … {@code to} − 1. */
    Slice(byte[] message, int from, int to) {
        this.message = message;
        this.from = from;
        this.to = to;
    }

    void writeTo(MessageWriter writer) {
        writer.raw(message, from, to - from);
    }

    /** A session description without the addresses of the network that its peer is in. */
    void writeWithoutHostsTo(MessageWriter writer) {
        HostLines.writeOthers(message, from, to, writer);
    }

    @Override
    public String toString() {
        return new String(message, from, to - from, StandardCharsets.UTF_8);
    }
}
