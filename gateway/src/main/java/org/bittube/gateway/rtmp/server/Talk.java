package org.bittube.gateway.rtmp.server;

import org.bittube.gateway.rtmp.chunk.RtmpMessage;
import org.bittube.gateway.rtmp.command.Command;

/** The way from a {@link StreamPart} to the other side. */
interface Talk {
    void send(RtmpMessage message);

    /**
     * Ends the connection when what was sent has left.
     *
     * @param reason for the operator
     */
    void close(String reason);

    /** Ends the connection at once: nothing is to wait for the other side. */
    void abort(String reason);

    /** The part is full no longer. */
    void onRoom();

    /** Tells what became of a stream. */
    default void tell(Command status, long streamId) {
        send(status.encode(streamId));
    }
}
