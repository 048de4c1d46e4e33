package org.bittube.gateway.rtmp.chunk;

/** What came is no RTMP, or asks for more than there is room for. The message is short and holds nothing of what came. */
public final class RtmpException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RtmpException(String message) {
        // No stack trace: bad input is an ordinary outcome.
        super(message, null, false, false);
    }
}
