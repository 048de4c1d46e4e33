package org.bittube.tracker.stun;

import io.netty.buffer.ByteBuf;

/** Where a message ends in a stream of bytes: STUN over TCP has no other framing than its own length (RFC 8489 section 6.2.2). */
public final class StunFrame {
    /** More bytes are needed to know. */
    public static final int INCOMPLETE = 0;

    /** This stream is not STUN, or its message is longer than any Binding request; what follows has no meaning. */
    public static final int INVALID = -1;

    private StunFrame() {}

    /**
     * The length in bytes of the message that begins at the reader's index, header included, once all of it is there;
     * {@link #INCOMPLETE} or {@link #INVALID} otherwise. Moves no index.
     */
    public static int length(ByteBuf received) {
        int start = received.readerIndex();
        int there = received.readableBytes();
        if (there >= 2 && received.getUnsignedShort(start) != StunFormat.BINDING_REQUEST) {
            return INVALID;
        }
        if (there < 4) {
            return INCOMPLETE;
        }
        int length = StunFormat.HEADER_LENGTH + received.getUnsignedShort(start + 2);
        if (length > BindingRequest.MAX_LENGTH || length % 4 != 0) {
            return INVALID;
        }
        if (there >= 8 && received.getInt(start + 4) != StunFormat.MAGIC_COOKIE) {
            return INVALID;
        }
        return there < length ? INCOMPLETE : length;
    }
}
