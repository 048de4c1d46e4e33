package org.bittube.gateway.packet;

import io.vertx.core.buffer.Buffer;
import java.security.GeneralSecurityException;
import java.security.Signature;

/** Signs the packets of one group: docs/protocol.md section 2. Not safe for two threads at a time. */
public final class PacketSigner {
    private final SignedText text;
    private final Signature signature;

    public PacketSigner(StreamKeys keys, String group) {
        text = new SignedText(group);
        try {
            signature = Signature.getInstance("Ed25519");
            signature.initSign(keys.privateKey());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java does not sign with Ed25519", e);
        }
    }

    /**
     * A packet of the two; the payload is copied.
     *
     * @throws IllegalArgumentException when the header says another length than the payload has
     */
    public Packet sign(PacketHeader header, Buffer payload) {
        Buffer encoded = Buffer.buffer(PacketCodec.PREFIX_BYTES + payload.length())
                .appendBuffer(PacketCodec.encodeHeader(header))
                .appendBytes(signatureOf(text.of(header, payload)))
                .appendBuffer(payload);
        return new Packet(header, encoded);
    }

    private byte[] signatureOf(byte[] signed) {
        try {
            signature.update(signed);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("signing failed", e);
        }
    }
}
