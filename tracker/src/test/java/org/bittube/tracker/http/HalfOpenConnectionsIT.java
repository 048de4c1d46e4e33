package org.bittube.tracker.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HalfOpenConnectionsIT {
    private static final String REQUEST = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final int MOST_MILLIS = 100;

    private final Vertx vertx = Vertx.vertx();
    private final AtomicLong nowMillis = new AtomicLong();
    private int port;

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    @Test
    void theOldestGoesWhenThereAreTooMany() throws IOException {
        serve(2);
        try (Socket asked = open(REQUEST)) {
            assertThat(asked.getInputStream().read()).isEqualTo('H');
            try (Socket first = open("");
                    Socket second = open("GET / HT");
                    Socket third = open("")) {
                assertThat(first.getInputStream().read()).isEqualTo(-1);
                send(second, "TP/1.1\r\nHost: localhost\r\n\r\n");
                assertThat(second.getInputStream().read()).isEqualTo('H');
                send(third, REQUEST);
                assertThat(third.getInputStream().read()).isEqualTo('H');
                send(asked, REQUEST);
                assertThat(asked.getInputStream().read()).isNotEqualTo(-1);
            }
        }
    }

    @Test
    void whoeverDribblesIsEndedAndWhoHasAskedOnceIsNot() throws IOException {
        serve(100);
        try (Socket dribbling = open("GET / HT");
                Socket asked = open(REQUEST)) {
            // Who came before has been taken note of, too.
            assertThat(asked.getInputStream().readNBytes(12)).asString().isEqualTo("HTTP/1.1 404");
            nowMillis.set(MOST_MILLIS);
            assertThat(dribbling.getInputStream().read()).isEqualTo(-1);
            send(asked, REQUEST);
            assertThat(asked.getInputStream().read()).isNotEqualTo(-1);
        }
    }

    private void serve(int mostConnections) {
        Promise<HttpServer> listening = Promise.promise();
        // Server and watch on one event loop, as in a tracker.
        vertx.runOnContext(nothing -> {
            HalfOpenConnections halfOpen = new HalfOpenConnections(mostConnections, MOST_MILLIS, nowMillis::get);
            Router router = Router.router(vertx);
            router.route().handler(halfOpen::requested);
            // Where HTTP/2 is possible, a connection counts from its first byte on.
            HttpServer server = vertx.createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false));
            halfOpen.watch(server, vertx);
            server.requestHandler(router).listen(0, "127.0.0.1").onComplete(listening);
        });
        port = listening.future().await().actualPort();
    }

    private Socket open(String sent) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        send(socket, sent);
        return socket;
    }

    private static void send(Socket socket, String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
