package org.bittube.gateway.http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** An HTTP server on a free port of the loopback address, with one event loop on which a test does everything. */
public final class LoopServer {
    private static final long PATIENCE_SECONDS = 30;

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final AtomicInteger connections = new AtomicInteger();
    private int port;

    public Vertx vertx() {
        return vertx;
    }

    /** Mounts the handlers and listens. */
    public void start(Consumer<Router> handlers) throws Exception {
        CompletableFuture<Integer> listening = new CompletableFuture<>();
        context.runOnContext(turn -> {
            Router router = Router.router(vertx);
            handlers.accept(router);
            vertx.createHttpServer(new HttpServerOptions()
                            .setHost("127.0.0.1")
                            .setPort(0)
                            .setPerFrameWebSocketCompressionSupported(false)
                            .setPerMessageWebSocketCompressionSupported(false))
                    .requestHandler(router)
                    .connectionHandler(connection -> {
                        connections.incrementAndGet();
                        connection.closeHandler(closed -> connections.decrementAndGet());
                    })
                    .listen()
                    .onSuccess(server -> listening.complete(server.actualPort()))
                    .onFailure(listening::completeExceptionally);
        });
        port = listening.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Runs the action on the event loop and waits for what it answers. */
    public <T> T call(Callable<T> action) throws Exception {
        CompletableFuture<T> result = new CompletableFuture<>();
        context.runOnContext(turn -> {
            try {
                result.complete(action.call());
            } catch (Throwable failure) {
                result.completeExceptionally(failure);
            }
        });
        return result.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Runs the action on the event loop and waits for its end. */
    public void run(Runnable action) throws Exception {
        call(() -> {
            action.run();
            return true;
        });
    }

    /** Connections that are open on the server's side. */
    public int connections() {
        return connections.get();
    }

    public int port() {
        return port;
    }

    public URI uri(String scheme, String path) {
        return URI.create(scheme + "://127.0.0.1:" + port + path);
    }

    /** A bare connection with a small receive buffer, for viewers that misbehave. */
    public Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(8_192);
        socket.setSoTimeout(30_000);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return socket;
    }

    /** Closes everything that was opened here. */
    public void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
