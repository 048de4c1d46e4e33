package org.bittube.gateway.http;

import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;

/** Ends a connection whose other side does not read. */
public final class ConnectionCutter {
    private ConnectionCutter() {}

    /**
     * Ends it at once. Vert.x queues every public way to close behind what the other side does not read, those of the HTTP connection
     * too; a close that begins at the first handler of the channel passes all queues. The WebSocket itself does not lead there: that of
     * vertx-web hides the one inside.
     */
    @SuppressWarnings("FutureReturnValueIgnored") // Ends by telling the close handler.
    public static void cut(HttpConnection connection) {
        if (connection instanceof HttpServerConnection server) {
            ChannelHandlerContext first =
                    server.channelHandlerContext().channel().pipeline().firstContext();
            if (first != null) {
                first.close();
            }
        }
    }
}
