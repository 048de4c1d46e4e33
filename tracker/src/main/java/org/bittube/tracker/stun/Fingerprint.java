package org.bittube.tracker.stun;

import io.vertx.core.buffer.Buffer;
import java.util.zip.CRC32;

/** The value of FINGERPRINT (RFC 8489 section 14.7). */
final class Fingerprint {
    private static final int XOR = 0x5354554E;

    private Fingerprint() {}

    /** Over the first {@code length} bytes of a message whose header already counts the attribute itself. */
    static int of(Buffer message, int length) {
        CRC32 crc = new CRC32();
        crc.update(message.getBytes(0, length));
        return (int) crc.getValue() ^ XOR;
    }
}
