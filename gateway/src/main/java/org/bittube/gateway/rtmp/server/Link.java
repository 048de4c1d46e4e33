package org.bittube.gateway.rtmp.server;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;

/** The connection under a {@link ServerSession}. */
interface Link {
    void send(Buffer bytes);

    /** Where the stream goes that is played. */
    WriteStream<Buffer> out();

    /** From now on a stream is played: what is said to us is little. */
    void onPlay();

    /**
     * Ends the connection when what was sent has left.
     *
     * @param reason for the operator
     */
    void close(String reason);

    /** Ends it at once. */
    void abort(String reason);

    /** The session is full no longer. */
    void onRoom();
}
