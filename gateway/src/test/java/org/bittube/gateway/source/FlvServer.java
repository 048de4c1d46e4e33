package org.bittube.gateway.source;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/** An HTTP server on loopback that answers every request as the test says; the number of the request, from 1 on, is told. */
final class FlvServer {
    final AtomicInteger requests = new AtomicInteger();
    final AtomicInteger closed = new AtomicInteger();
    private final Vertx vertx;
    private final HttpServer server;

    FlvServer(Vertx vertx, HttpServerOptions options, BiConsumer<Integer, HttpServerRequest> answers) throws Exception {
        this.vertx = vertx;
        this.server = vertx.createHttpServer(options)
                .requestHandler(request -> {
                    request.connection().closeHandler(end -> closed.incrementAndGet());
                    answers.accept(requests.incrementAndGet(), request);
                })
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.actualPort() + path);
    }

    int port() {
        return server.actualPort();
    }

    /** Sends the body in pieces of that size, one a millisecond, and leaves it open. */
    void dribble(HttpServerResponse response, Buffer body, int pieceBytes) {
        response.setChunked(true);
        int[] at = {0};
        vertx.setPeriodic(1, timer -> {
            int next = Math.min(body.length(), at[0] + pieceBytes);
            if (at[0] == next || response.closed()) {
                vertx.cancelTimer(timer);
                return;
            }
            response.write(body.getBuffer(at[0], next));
            at[0] = next;
        });
    }
}
