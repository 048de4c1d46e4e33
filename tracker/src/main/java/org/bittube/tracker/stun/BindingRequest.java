package org.bittube.tracker.stun;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/**
 * A Binding request (RFC 8489 sections 5 and 6).
 *
 * @param transactionId 12 bytes
 * @param fingerprint whether it carried a FINGERPRINT, so that the answer is to carry one too
 */
public record BindingRequest(Buffer transactionId, boolean fingerprint) {
    /** Longer than any Binding request has a reason to be; section 6.1 asks to stay below the path MTU. */
    static final int MAX_LENGTH = 1280;

    static final int HEADER_LENGTH = 20;
    static final int MAGIC_COOKIE = 0x2112A442;
    static final int FINGERPRINT = 0x8028;

    private static final int TYPE = 0x0001;
    private static final int COMPREHENSION_OPTIONAL = 0x8000;

    /**
     * Reads a datagram. Empty when it is anything but a well-formed Binding request whose every
     * comprehension-required attribute is understood, which here is none: such a datagram is not answered.
     */
    public static Optional<BindingRequest> parse(Buffer datagram) {
        int length = datagram.length();
        if (length < HEADER_LENGTH
                || length > MAX_LENGTH
                || length % 4 != 0
                || datagram.getUnsignedShort(0) != TYPE
                || datagram.getUnsignedShort(2) != length - HEADER_LENGTH
                || datagram.getInt(4) != MAGIC_COOKIE) {
            return Optional.empty();
        }
        boolean fingerprint = false;
        int at = HEADER_LENGTH;
        while (at < length) {
            if (fingerprint) {
                return Optional.empty(); // FINGERPRINT is the last attribute (section 14.7).
            }
            // Everything is a multiple of 4, so the attribute's own header is there whenever a byte of it is.
            int type = datagram.getUnsignedShort(at);
            int valueLength = datagram.getUnsignedShort(at + 2);
            int next = at + 4 + ((valueLength + 3) & ~3);
            if (next > length || type < COMPREHENSION_OPTIONAL) {
                return Optional.empty();
            }
            if (type == FINGERPRINT) {
                if (valueLength != 4 || datagram.getInt(at + 4) != Fingerprint.of(datagram, at)) {
                    return Optional.empty();
                }
                fingerprint = true;
            }
            at = next;
        }
        return Optional.of(new BindingRequest(datagram.getBuffer(8, HEADER_LENGTH), fingerprint));
    }
}
