package org.bittube.gateway.rtmp.handshake;

import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Where in a packet of 1536 bytes its digest stands: four bytes tell, and they stand in one of two places.
 *
 * @param pointer where these four bytes stand; the digest's place counts from behind them
 */
record DigestScheme(int pointer) {
    /** The digest in the first half, behind time and version. */
    static final DigestScheme FIRST = new DigestScheme(8);

    /** The digest in the second half. */
    static final DigestScheme SECOND = new DigestScheme(772);

    static final int PACKET_BYTES = 1_536;
    static final int DIGEST_BYTES = 32;

    private static final int PLACES = 728;
    private static final String HMAC = "HmacSHA256";

    /** The scheme by which the packet is signed, or null when it is not. */
    static @Nullable DigestScheme of(byte[] packet, DigestKeys keys) {
        for (DigestScheme scheme : List.of(FIRST, SECOND)) {
            if (MessageDigest.isEqual(scheme.digest(packet), scheme.sign(packet, keys))) {
                return scheme;
            }
        }
        return null;
    }

    /** The digest that stands in the packet. */
    byte[] digest(byte[] packet) {
        int at = place(packet);
        return Arrays.copyOfRange(packet, at, at + DIGEST_BYTES);
    }

    /** Puts the right digest into the packet. */
    void seal(byte[] packet, DigestKeys keys) {
        System.arraycopy(sign(packet, keys), 0, packet, place(packet), DIGEST_BYTES);
    }

    /** Makes of random bytes the answer to a packet whose digest is given: its last 32 bytes sign the others. */
    static void sealAnswer(byte[] answer, byte[] digest, DigestKeys keys) {
        int signed = PACKET_BYTES - DIGEST_BYTES;
        byte[] signature = hmac(hmac(keys.whole(), digest), Arrays.copyOf(answer, signed));
        System.arraycopy(signature, 0, answer, signed, DIGEST_BYTES);
    }

    private byte[] sign(byte[] packet, DigestKeys keys) {
        int at = place(packet);
        byte[] others = new byte[PACKET_BYTES - DIGEST_BYTES];
        System.arraycopy(packet, 0, others, 0, at);
        System.arraycopy(packet, at + DIGEST_BYTES, others, at, PACKET_BYTES - at - DIGEST_BYTES);
        return hmac(keys.brief(), others);
    }

    private int place(byte[] packet) {
        int sum = 0;
        for (int i = 0; i < 4; i++) {
            sum += packet[pointer + i] & 0xFF;
        }
        return pointer + 4 + sum % PLACES;
    }

    private static byte[] hmac(byte[] key, byte[] bytes) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(bytes);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has " + HMAC, e);
        }
    }
}
