package org.bittube.gateway.rtmp.command;

import org.bittube.gateway.rtmp.chunk.MessageType;
import org.bittube.gateway.rtmp.chunk.RtmpMessage;
import org.jspecify.annotations.Nullable;

/** Counts what was received and says when to acknowledge it (RTMP 1.0 section 5.4.3). */
public final class Acknowledgements {
    /** As long as the other side says nothing. */
    public static final int USUAL_WINDOW_BYTES = 2_500_000;

    /** A smaller window would cost more than it brings. */
    private static final int SMALLEST_BYTES = 4_096;

    private long windowBytes = USUAL_WINDOW_BYTES;
    private long receivedBytes;
    private long acknowledgedBytes;

    /** So many bytes more came in, handshake included; gives what is to be sent for them, or null. */
    public @Nullable RtmpMessage received(int bytes) {
        receivedBytes += bytes;
        // Half a window: who waits for the acknowledgement must not come to a stop meanwhile.
        if (receivedBytes - acknowledgedBytes < windowBytes / 2) {
            return null;
        }
        acknowledgedBytes = receivedBytes;
        return Control.acknowledgement(receivedBytes);
    }

    /** Heeds the message when it sets the window. */
    public void heed(RtmpMessage message) {
        if (message.type() == MessageType.WINDOW_SIZE) {
            windowBytes = Math.max(SMALLEST_BYTES, Control.number(message));
        }
    }

    public long receivedBytes() {
        return receivedBytes;
    }
}
