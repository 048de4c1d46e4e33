package org.bittube.gateway.rtmp.server;

import org.bittube.gateway.rtmp.chunk.RtmpMessage;

/** What a connection does with its one stream: it publishes or it plays. */
interface StreamPart {
    /** So many bytes came, of whatever kind. */
    void heard(int bytes);

    /** What is no command came on a stream. */
    void take(RtmpMessage message);

    /** Whether no more should be read for now. */
    boolean isFull();

    /** The other side wants no more of it. */
    void finish();

    /**
     * The connection is gone. May be called twice.
     *
     * @param reason for the operator of an encoder
     */
    void lose(String reason);
}
