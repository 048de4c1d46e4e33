package org.bittube.gateway.hls;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-128 in CBC with PKCS7 padding over a whole segment (RFC 8216 §4.3.2.4 and §5.2). */
public final class SegmentCipher {
    /** Length of a key. */
    public static final int KEY_BYTES = 16;

    private SegmentCipher() {}

    /**
     * The segment in clear.
     *
     * @param key 16 bytes
     * @throws HlsException when the key does not fit the segment
     */
    public static Buffer decrypt(Segment segment, Segment.Key spec, Buffer key, Buffer encrypted) {
        if (key.length() != KEY_BYTES) {
            throw new HlsException("names a key of " + key.length() + " bytes; AES-128 has " + KEY_BYTES);
        }
        Buffer given = spec.iv();
        byte[] iv = given == null
                ? ByteBuffer.allocate(KEY_BYTES).putLong(8, segment.sequence()).array()
                : given.getBytes();
        try {
            // What HLS calls PKCS7 is PKCS5 in the names of Java.
            Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
            cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key.getBytes(), "AES"), new IvParameterSpec(iv));
            return Buffer.buffer(cipher.doFinal(encrypted.getBytes()));
        } catch (GeneralSecurityException e) {
            throw new HlsException("names a key that does not open the segment");
        }
    }
}
