package org.bittube.gateway.packet;

import io.vertx.core.buffer.Buffer;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import org.bittube.gateway.packet.PacketFormatException.Reason;

/** Tells genuine packets of one group from others: docs/protocol.md section 2. Not safe for two threads at a time. */
public final class PacketVerifier {
    private final SignedText text;
    private final PublicKey publicKey;

    /**
     * @param publicKey the group's raw public key, 32 bytes
     * @throws IllegalArgumentException when that is no Ed25519 key
     */
    public PacketVerifier(byte[] publicKey, String group) {
        this.publicKey = StreamKeys.publicKeyOf(publicKey);
        this.text = new SignedText(group);
    }

    /** Whether the group's key made this packet's signature. */
    public boolean verifies(Packet packet) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(publicKey);
            signature.update(text.of(packet.header(), packet.payload()));
            return signature.verify(packet.encoded().getBytes(PacketCodec.HEADER_BYTES, PacketCodec.PREFIX_BYTES));
        } catch (SignatureException malformed) {
            // Signature bytes that are no curve point: as wrong as any other.
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java does not verify Ed25519", e);
        }
    }

    /**
     * A packet that fills {@code bytes} and is genuine.
     *
     * @throws PacketFormatException when it is not
     */
    public Packet accept(Buffer bytes) {
        Packet packet = PacketCodec.decode(bytes);
        if (!verifies(packet)) {
            throw new PacketFormatException(
                    Reason.SIGNATURE, PacketCodec.HEADER_BYTES, "packet with a wrong signature");
        }
        return packet;
    }
}
