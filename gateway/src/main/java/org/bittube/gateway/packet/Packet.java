package org.bittube.gateway.packet;

import io.vertx.core.buffer.Buffer;

/**
 * A packet as it travels: header, signature, payload (docs/protocol.md section 2).
 *
 * @param header the decoded first 22 bytes of {@code encoded}
 * @param encoded all bytes; shared by everybody who keeps or sends the packet, and never changed
 */
public record Packet(PacketHeader header, Buffer encoded) {

    /** @throws IllegalArgumentException when the length does not fit the header */
    public Packet {
        if (encoded.length() != PacketCodec.PREFIX_BYTES + header.payloadBytes()) {
            throw new IllegalArgumentException("packet of " + encoded.length() + " bytes has a header for "
                    + (PacketCodec.PREFIX_BYTES + header.payloadBytes()));
        }
    }

    /** A view of the payload; not a copy. */
    public Buffer payload() {
        return encoded.slice(PacketCodec.PREFIX_BYTES, encoded.length());
    }

    /** Shorthand for the header's seq. */
    public long seq() {
        return header.seq();
    }

    /** Length of all bytes. */
    public int lengthBytes() {
        return encoded.length();
    }

    /** Whether a decoder can start here. */
    public boolean isKeyframe() {
        return header.has(PacketHeader.KEYFRAME);
    }

    /** The header only: bytes have no place in a log. */
    @Override
    public String toString() {
        return "Packet[" + header + "]";
    }
}
