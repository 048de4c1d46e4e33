package org.bittube.tracker.websocket;

import io.netty.buffer.ByteBuf;
import io.vertx.core.net.SocketAddress;

/**
 * A client's WebSocket, as a dialect sees it. Confined to the event loop of its {@link SocketServer}. No method calls
 * the {@link TextSession} back before it returns.
 */
public interface TextSocket {
    /**
     * A buffer to write one message into, which {@link #send} takes. Whoever does not send it releases it.
     *
     * @param expectedBytes how long the message will be, more or less: the buffer grows
     */
    ByteBuf message(int expectedBytes);

    /**
     * Sends a message of UTF-8 text, or drops it when the socket has ended. Takes over the buffer, which must come from {@link #message}. It leaves
     * in this turn of the event loop, together with all else for the same client. Ends a client that reads too slowly.
     */
    void send(ByteBuf message);

    /** Whether so much waits to be read by the client that what others want to tell it must wait. */
    boolean congested();

    /** Closes the socket; the session is told in a later turn of the loop, however long the client takes to answer. May be called twice. */
    void end(CloseCode code, String reason);

    /** Where the client is: behind proxies that are trusted, where they say that it is. */
    SocketAddress address();
}
