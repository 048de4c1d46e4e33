package org.bittube.tracker.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.bittube.tracker.connection.WebTorrentOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The WebTorrent dialect on real sockets. */
@Timeout(60)
class WebTorrentIT {
    private static final String SWARM = "\"info_hash\":\"abcdefghijklmnopqrst\"";
    private static final String SCRAPE = "{\"action\":\"scrape\"," + SWARM + "}";

    private final RunningTracker tracker =
            new RunningTracker(TrackerOptions.standalone(null).withWebTorrent(WebTorrentOptions.DEFAULT));
    private final WebSocketClient client =
            tracker.vertx().createWebSocketClient(new WebSocketClientOptions().setMaxFrameSize(1 << 25));

    private final class Peer {
        final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        final CompletableFuture<Short> closed = new CompletableFuture<>();
        final WebSocket socket;

        Peer(String path) {
            this(path, "http://localhost");
        }

        Peer(String path, String origin) {
            WebSocketConnectOptions to = new WebSocketConnectOptions()
                    .setHost("127.0.0.1")
                    .setPort(tracker.port())
                    .setURI(path)
                    .addHeader("Origin", origin);
            socket = RunningTracker.await(client.connect(to).onSuccess(opened -> {
                opened.textMessageHandler(heard::add);
                opened.closeHandler(nothing -> closed.complete(opened.closeStatusCode()));
            }));
        }

        Peer announce(char id, String more) {
            socket.writeTextMessage(
                    "{\"action\":\"announce\"," + SWARM + ",\"peer_id\":\"" + ("" + id).repeat(20) + "\"" + more + "}");
            return this;
        }

        String next() throws InterruptedException {
            return String.valueOf(heard.poll(10, TimeUnit.SECONDS));
        }
    }

    @AfterEach
    void stop() {
        tracker.close();
    }

    @Test
    void offersGoFromOnePathToTheOtherAndNobodyStaysBehind() throws Exception {
        Peer one = new Peer("/announce").announce('1', "");
        assertThat(one.next()).contains("\"incomplete\":1,");
        String offer = "{\"type\":\"offer\",\"sdp\":\"v=0\\r\\n\u00e9\\u00e9\" }";
        Peer other = new Peer("/").announce('2', ",\"offers\":[{\"offer\":" + offer + ",\"offer_id\":\"\u00ff\"}]");
        assertThat(other.next()).contains("\"incomplete\":2,");
        assertThat(one.next())
                .isEqualTo("{\"action\":\"announce\",\"offer\":" + offer + ",\"offer_id\":\"\u00ff\",\"peer_id\":\""
                        + "2".repeat(20) + "\"," + SWARM + "}");
        other.announce('3', "");
        assertThat(other.next()).contains("\"incomplete\":3,");
        RunningTracker.await(other.socket.close());
        one.socket.writeTextMessage(SCRAPE);
        assertThat(one.next()).contains("\"incomplete\":1,");
    }

    @Test
    void whatIsNoMessageIsAnErrorAndWhatIsTooLongEndsTheSocket() throws Exception {
        Peer peer = new Peer("/announce").announce('1', ",\"offers\":[null]");
        assertThat(peer.next()).contains("\"failure reason\":", SWARM);
        peer.socket.writeTextMessage("null");
        assertThat(peer.next()).contains("\"failure reason\":");
        peer.announce('1', ",\"x\":\"" + "x".repeat(60 * 1024) + "\"");
        assertThat(peer.next()).contains("\"interval\":120");
        Peer twentyMegabytes = new Peer("/announce").announce('2', ",\"x\":\"" + "x".repeat(20_000_000) + "\"");
        assertThat(twentyMegabytes.closed.get(10, TimeUnit.SECONDS)).isEqualTo((short) 1009);
        peer.socket.writeTextMessage(SCRAPE);
        assertThat(peer.next()).contains("\"incomplete\":1,");
        for (int i = 0; i < 2_000; i++) {
            peer.socket.writeTextMessage("null");
        }
        assertThat(peer.closed.get(10, TimeUnit.SECONDS)).isEqualTo((short) 1008);
        assertThat(new Peer("/").announce('4', "").next()).contains("\"incomplete\":1,");
    }

    @Test
    void aPlainRequestIsTheNextHandlersAndWithoutTheDialectAnyIs() throws Exception {
        HttpResponse<String> page = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + tracker.port() + "/"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(page.statusCode()).isEqualTo(404);
        try (RunningTracker without =
                new RunningTracker(TrackerOptions.standalone(null).withWebTorrent(null))) {
            assertThat(Handshake.webTorrentStatusOf(without.port(), "")).isEqualTo(404);
        }
    }

    @Test
    void listsOfSwarmsAndOriginsAreReadFromFiles(@TempDir Path folder) throws Exception {
        Path origins = Files.writeString(folder.resolve("origins"), "# ours\n\nhttps://TV.example\n");
        Path deny = Files.writeString(folder.resolve("deny"), "6162636465666768696a6b6c6d6e6f7071727374\n");
        RunningTracker.await(tracker.service()
                .watch(new WebTorrentFiles(Optional.empty(), Optional.of(deny), Optional.of(origins))));
        assertThat(Handshake.webTorrentStatusOf(tracker.port(), "")).isEqualTo(403);
        assertThat(Handshake.webTorrentStatusOf(tracker.port(), "Origin: https://other.example\r\n"))
                .isEqualTo(403);
        assertThat(Handshake.webTorrentStatusOf(tracker.port(), "Origin: https://tv.example\r\n"))
                .isEqualTo(101);
        Peer denied = new Peer("/announce", "https://tv.example").announce('1', "");
        assertThat(denied.next()).contains("does not serve");
        // While it runs: the swarm is not denied any more, and pages of any origin but one are not served.
        Files.writeString(deny, "# nobody\n");
        String answer = denied.announce('1', "").next();
        while (answer.contains("does not serve")) {
            // Nobody tells when it is so; and who asks without a pause is closed as a flooder.
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(25));
            answer = denied.announce('1', "").next();
        }
        assertThat(answer).contains("\"incomplete\":1,");
        Files.writeString(origins, "none");
        assertThat(failure(tracker.service()
                        .watch(new WebTorrentFiles(Optional.empty(), Optional.empty(), Optional.of(origins)))))
                .contains("webtorrent-origins", "line 1 is not an origin");
    }

    private static String failure(Future<Void> future) {
        try {
            future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
            return "succeeded";
        } catch (Exception e) {
            return String.valueOf(e.getMessage());
        }
    }
}
