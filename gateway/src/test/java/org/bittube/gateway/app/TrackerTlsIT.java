package org.bittube.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.bittube.gateway.http.Certificate;
import org.bittube.tracker.app.TrackerOptions;
import org.bittube.tracker.app.TrackerService;
import org.bittube.tracker.connection.GroupAccess;
import org.bittube.tracker.connection.WebTorrentOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The tracker's own sockets below TLS, which is the one handler that it leaves in the channel. Here, for the gateway's tests make certificates. */
@Timeout(60)
class TrackerTlsIT {
    @Test
    void messagesOfAnyLengthAndEveryEndComeThrough(@TempDir Path folder) throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            TrackerService tracker = new TrackerService(
                    vertx,
                    TrackerOptions.standalone(null).withWebTorrent(WebTorrentOptions.DEFAULT),
                    GroupAccess.EVERYBODY,
                    () -> System.nanoTime() / 1_000_000,
                    new SecureRandom());
            Router router = Router.router(vertx);
            tracker.mount(router, RoutingContext::next);
            int port = vertx.createHttpServer(new HttpServerOptions()
                            .setSsl(true)
                            .setKeyCertOptions(new Certificate("localhost").store(folder)))
                    .requestHandler(router)
                    .listen(0, "127.0.0.1")
                    .await()
                    .actualPort();

            WebTorrentPeer one = new WebTorrentPeer(vertx, true, port, "/announce").announce('1', "");
            assertThat(one.next()).contains("\"incomplete\":1,");
            // Longer than a record of TLS, and than what is read at once.
            String description = "{\"type\":\"offer\",\"sdp\":\"" + "x".repeat(40_000) + "\"}";
            WebTorrentPeer other = new WebTorrentPeer(vertx, true, port, "/announce")
                    .announce('2', ",\"offers\":[{\"offer\":" + description + ",\"offer_id\":\"o\"}]");
            assertThat(other.next()).contains("\"incomplete\":2,");
            assertThat(one.next()).contains(description);

            for (int i = 0; i < 1_000; i++) {
                other.say("null");
            }
            assertThat(other.closedWith()).isEqualTo(1008);
            // The socket that flooded has left its swarm.
            one.announce('1', "");
            assertThat(one.next()).contains("\"incomplete\":1,");
            tracker.stop().await();
            assertThat(one.closedWith()).isEqualTo(1001);
        } finally {
            vertx.close().await();
        }
    }
}
