package org.bittube.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A client's socket in the WebTorrent dialect, and what it was told. */
final class WebTorrentPeer {
    private static final String SWARM = "\"info_hash\":\"abcdefghijklmnopqrst\"";

    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final CompletableFuture<Short> closed = new CompletableFuture<>();
    /** Kept, because a client that nobody holds any more is closed when it is collected. */
    private final WebSocketClient client;

    private final WebSocket socket;

    /** @param tls whether by wss, to whatever certificate */
    WebTorrentPeer(Vertx vertx, boolean tls, int port, String path) {
        WebSocketClientOptions options = new WebSocketClientOptions();
        if (tls) {
            options.setSsl(true).setTrustAll(true).setVerifyHost(false);
        }
        client = vertx.createWebSocketClient(options);
        socket = client.connect(port, "127.0.0.1", path)
                .onSuccess(opened -> {
                    opened.textMessageHandler(told::add);
                    opened.closeHandler(nothing -> {
                        closed.complete(opened.closeStatusCode());
                        told.add("closed");
                    });
                })
                .await();
    }

    /** @param more further fields, each behind a comma */
    WebTorrentPeer announce(char id, String more) {
        say("{\"action\":\"announce\"," + SWARM + ",\"peer_id\":\"" + ("" + id).repeat(20) + "\"" + more + "}");
        return this;
    }

    void say(String message) {
        socket.writeTextMessage(message);
    }

    /** The next message; behind the last one: closed. */
    String next() throws InterruptedException {
        String next = told.poll(20, TimeUnit.SECONDS);
        assertThat(next).as("an answer").isNotNull();
        return next;
    }

    boolean isClosed() {
        return closed.isDone();
    }

    /** The code that it was closed with. */
    int closedWith() throws Exception {
        return closed.get(20, TimeUnit.SECONDS);
    }
}
