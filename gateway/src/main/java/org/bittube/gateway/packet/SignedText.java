package org.bittube.gateway.packet;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.bittube.gateway.encoding.Sha256;

/**
 * The bytes that a packet's signature is over: context, SHA-256 of the group's name, header, SHA-256 of the payload.
 * Not safe for two threads at a time.
 */
final class SignedText {
    private static final byte[] PACKET_CONTEXT = "bittube packet 1".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PRELUDE_CONTEXT = "bittube prelude 1".getBytes(StandardCharsets.US_ASCII);

    private final MessageDigest sha256 = Sha256.digest();
    private final byte[] groupHash;

    SignedText(String group) {
        groupHash = sha256.digest(group.getBytes(StandardCharsets.US_ASCII));
    }

    byte[] of(PacketHeader header, Buffer payload) {
        return Buffer.buffer(128)
                .appendBytes(header.has(PacketHeader.PRELUDE) ? PRELUDE_CONTEXT : PACKET_CONTEXT)
                .appendBytes(groupHash)
                .appendBuffer(PacketCodec.encodeHeader(header))
                .appendBytes(sha256.digest(payload.getBytes()))
                .getBytes();
    }
}
