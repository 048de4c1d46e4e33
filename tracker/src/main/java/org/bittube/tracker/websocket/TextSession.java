package org.bittube.tracker.websocket;

import io.netty.buffer.ByteBuf;

/** What a dialect does with one socket. All calls come on the event loop of the {@link SocketServer}. */
public interface TextSession {
    /**
     * A message came.
     *
     * @param utf8 the readable bytes are the message, valid UTF-8 and not longer than the limit; only good until this method returns
     */
    void onText(ByteBuf utf8);

    /** The client sent more than it may, and the socket ends after this call: the moment to say so in words of the dialect. */
    void onFlood();

    /**
     * The server comes to its end: the moment to tell the client when to come back, where the dialect has words for it.
     *
     * @param afterMillis from now
     * @return false where it has none: then the socket is closed at a moment of the server's choice
     */
    boolean onDrain(int afterMillis);

    /** The socket has ended, whoever ended it. Called once, and nothing else afterwards. */
    void onEnd();
}
