package org.bittube.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.bittube.gateway.http.LoopServer;
import org.bittube.gateway.session.Sessions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The stream of events by itself, over the network: how many may listen, and whose stream ends when. */
@Timeout(60)
final class EventsIT {
    private static final int PIECE_BYTES = 64 * 1024;

    /** 16 MiB: what the system keeps of a connection, on both sides, and some. */
    private static final int MOST_PIECES = 256;

    private static final long LONGER_THAN_A_SESSION_MILLIS = 13 * 3_600_000;

    private final LoopServer server = new LoopServer();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final SplittableRandom random = new SplittableRandom(1);
    private long nowMillis;
    private final Sessions sessions = new Sessions(random::nextBytes, () -> nowMillis);
    private final Events events =
            new Events(server.vertx(), sessions, RoutingContext::next, JsonNodeFactory.instance::arrayNode);

    @BeforeEach
    void start() throws Exception {
        server.start(events::mount);
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    @Test
    void oneMoreThanMayListenIsToldWhatToDo() throws Exception {
        List<InputStream> streams = new ArrayList<>();
        for (int i = 0; i < Events.MOST; i++) {
            streams.add(listen("Authorization", "Bearer token"));
        }
        HttpResponse<String> refused = client.send(request().build(), BodyHandlers.ofString());
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("retry-after")).contains("10");
        assertThat(refused.headers().firstValue("content-type")).contains("application/problem+json");
        assertThat(refused.body()).contains("Close a window of the console, then try again.");

        streams.get(0).close();
        while (server.connections() > Events.MOST) {
            LockSupport.parkNanos(1_000_000);
        }
        listen("Authorization", "Bearer token").close();
    }

    @Test
    void readerThatDoesNotReadIsCutOff() throws Exception {
        try (Socket idle = server.connect()) {
            idle.getOutputStream()
                    .write("GET /api/events HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            while (!server.call(events::isHeard)) {
                LockSupport.parkNanos(1_000_000);
            }
            String piece = "\"" + "x".repeat(PIECE_BYTES) + "\"";
            int told = 0;
            while (server.call(events::isHeard) && told < MOST_PIECES) {
                server.run(() -> events.tell("log", piece));
                told++;
            }
            assertThat(told).as("pieces of 64 KiB that waited").isLessThan(MOST_PIECES);
            assertThat(bytesUntilTheEnd(idle)).isLessThan((long) told * PIECE_BYTES);
        }
    }

    @Test
    void endsWithItsSession() throws Exception {
        String cookie = server.call(sessions::open);
        InputStream withToken = listen("Authorization", "Bearer token");
        InputStream signedOut = listen("Cookie", "bittube_session=" + cookie);
        server.run(() -> sessions.close(cookie));
        server.run(events::endOver);
        assertThat(signedOut.readAllBytes()).as("what was told before").isNotEmpty();

        String other = server.call(sessions::open);
        InputStream forgotten = listen("Cookie", "bittube_session=" + other);
        server.run(() -> nowMillis += LONGER_THAN_A_SESSION_MILLIS);
        server.run(events::endOver);
        forgotten.readAllBytes();

        assertThat(server.call(events::isHeard)).as("by the one with the token").isTrue();
        server.run(events::close);
        withToken.readAllBytes();
    }

    private InputStream listen(String... headers) throws Exception {
        HttpResponse<InputStream> answer =
                client.send(request().headers(headers).build(), BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private HttpRequest.Builder request() {
        return HttpRequest.newBuilder(server.uri("http", "/api/events"));
    }

    private static long bytesUntilTheEnd(Socket socket) throws IOException {
        long count = 0;
        byte[] buffer = new byte[PIECE_BYTES];
        try {
            for (int read = 0; read >= 0; read = socket.getInputStream().read(buffer)) {
                count += read;
            }
        } catch (SocketException reset) {
            return count; // the connection was ended with bytes on their way
        }
        return count;
    }
}
