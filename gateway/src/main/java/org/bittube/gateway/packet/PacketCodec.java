package org.bittube.gateway.packet;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.bittube.gateway.packet.PacketFormatException.Reason;

/** Bytes to packets and back: docs/protocol.md section 2. Checks form only; {@link PacketVerifier} checks signatures. */
public final class PacketCodec {
    public static final int HEADER_BYTES = 22;
    public static final int SIGNATURE_BYTES = 64;
    /** Header and signature: what stands in front of the payload. */
    public static final int PREFIX_BYTES = HEADER_BYTES + SIGNATURE_BYTES;

    private static final int KNOWN_FLAGS = 31;

    private PacketCodec() {}

    /** The 22 bytes of {@code header}. */
    public static Buffer encodeHeader(PacketHeader header) {
        return Buffer.buffer(HEADER_BYTES)
                .appendByte((byte) PacketHeader.VERSION)
                .appendByte((byte) header.flags())
                .appendUnsignedShort(header.prelude())
                .appendUnsignedShort((int) (header.epochMillis() >>> 32))
                .appendUnsignedInt(header.epochMillis() & 0xFFFF_FFFFL)
                .appendUnsignedInt(header.seq())
                .appendUnsignedInt(header.timestampMillis())
                .appendUnsignedShort(header.durationMillis())
                .appendUnsignedShort(header.payloadBytes());
    }

    /**
     * Reads the 22 bytes from {@code offset} on.
     *
     * @throws PacketFormatException when they are no header
     */
    public static PacketHeader decodeHeader(Buffer bytes, int offset) {
        if (bytes.length() - offset < HEADER_BYTES) {
            throw new PacketFormatException(Reason.LENGTH, bytes.length(), "packet header cut off");
        }
        int version = bytes.getUnsignedByte(offset);
        if (version != PacketHeader.VERSION) {
            throw new PacketFormatException(Reason.VERSION, offset, "packet of version " + version);
        }
        int flags = bytes.getUnsignedByte(offset + 1);
        boolean isPrelude = (flags & PacketHeader.PRELUDE) != 0;
        if ((flags & ~KNOWN_FLAGS) != 0 || (isPrelude && flags != (PacketHeader.PRELUDE | PacketHeader.TAG_START))) {
            throw new PacketFormatException(Reason.FLAGS, offset + 1, "packet with flags " + flags);
        }
        long seq = bytes.getUnsignedInt(offset + 10);
        if (isPrelude != (seq == PacketHeader.SEQ_NONE)) {
            throw new PacketFormatException(Reason.SEQ, offset + 10, "packet with seq " + seq);
        }
        int payloadBytes = bytes.getUnsignedShort(offset + 20);
        if (payloadBytes > PacketHeader.MAX_PAYLOAD_BYTES) {
            throw new PacketFormatException(Reason.LENGTH, offset + 20, "payload of " + payloadBytes + " bytes");
        }
        return new PacketHeader(
                flags,
                bytes.getUnsignedShort(offset + 2),
                (long) bytes.getUnsignedShort(offset + 4) << 32 | bytes.getUnsignedInt(offset + 6),
                seq,
                bytes.getUnsignedInt(offset + 14),
                bytes.getUnsignedShort(offset + 18),
                payloadBytes);
    }

    /**
     * Reads one packet that fills {@code bytes}, which the packet keeps and nobody may change afterwards.
     *
     * @throws PacketFormatException when the bytes are not exactly one packet
     */
    public static Packet decode(Buffer bytes) {
        PacketHeader header = decodeHeader(bytes, 0);
        if (bytes.length() != PREFIX_BYTES + header.payloadBytes()) {
            throw new PacketFormatException(
                    Reason.LENGTH,
                    Math.min(bytes.length(), PREFIX_BYTES + header.payloadBytes()),
                    "packet of " + bytes.length() + " bytes where its header says "
                            + (PREFIX_BYTES + header.payloadBytes()));
        }
        return new Packet(header, bytes);
    }

    /**
     * Reads packets that stand one behind the other, as HTTP bodies carry them. The packets are views of {@code bytes}.
     *
     * @throws PacketFormatException when the bytes are not a whole number of packets
     */
    public static List<Packet> decodeAll(Buffer bytes) {
        List<Packet> packets = new ArrayList<>();
        int offset = 0;
        while (offset < bytes.length()) {
            PacketHeader header = decodeHeader(bytes, offset);
            int end = offset + PREFIX_BYTES + header.payloadBytes();
            if (end > bytes.length()) {
                throw new PacketFormatException(Reason.LENGTH, bytes.length(), "packet cut off");
            }
            packets.add(new Packet(header, bytes.slice(offset, end)));
            offset = end;
        }
        return packets;
    }
}
