package org.bittube.tracker.stun;

import io.netty.buffer.ByteBuf;
import java.util.zip.CRC32;

/** The value of FINGERPRINT (RFC 8489 section 14.7). */
final class Fingerprint {
    private static final int XOR = 0x5354554E;

    private Fingerprint() {}

    /** Over {@code length} bytes from {@code start} of a message whose header already counts the attribute itself. */
    static int of(ByteBuf message, int start, int length) {
        CRC32 crc = new CRC32();
        crc.update(message.nioBuffer(start, length));
        return (int) crc.getValue() ^ XOR;
    }
}
