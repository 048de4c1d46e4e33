package org.bittube.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What one address may do at a gateway behind a proxy, which serves WebTorrent clients, too. */
@Timeout(60)
class AddressLimitsIT {
    private static final String FORWARDED = "X-Forwarded-For";

    @Test
    void limitsAreOfTheClientBehindTheProxyAndOfItsSocketsTogether(@TempDir Path folder) throws Exception {
        Map<String, String> settings =
                Map.of("trusted-proxies", "127.0.0.1", "webtorrent", "on", "megabytes-per-address", "1");
        Vertx clients = Vertx.vertx();
        try (RunningGateway gateway = RunningGateway.start(folder, false, settings)) {
            for (int guess = 0; guess < 10; guess++) {
                // What the client itself wrote into the header stands further left.
                assertThat(guessed(gateway, guess + ".0.0.1, 203.0.113.9").statusCode())
                        .isEqualTo(401);
            }
            RunningGateway.problem(guessed(gateway, "203.0.113.9"), 429);
            assertThat(guessed(gateway, "203.0.113.10").statusCode()).isEqualTo(401);

            WebTorrentPeer one = new WebTorrentPeer(clients, false, gateway.port(), "/announce").announce('1', "");
            assertThat(one.next()).contains("\"incomplete\":1,");
            String offer = ",\"offers\":[{\"offer\":{\"type\":\"offer\",\"sdp\":\"v=0\"},\"offer_id\":\"x\"}]";
            WebTorrentPeer other = new WebTorrentPeer(clients, false, gateway.port(), "/").announce('2', offer);
            assertThat(other.next()).contains("\"incomplete\":2,");
            assertThat(one.next()).contains("\"offer\":{\"type\":\"offer\",\"sdp\":\"v=0\"}");

            // Each too little for its own limits, together more than the four seconds' worth that may come at once.
            String large = ",\"x\":\"" + "x".repeat(60 * 1024) + "\"";
            for (int i = 0; i < 1_000 && !one.isClosed(); i++) {
                one.announce('1', large);
                other.announce('2', large);
                one.next();
            }
            assertThat(one.closedWith()).isEqualTo(1008);
        } finally {
            clients.close().await();
        }
    }

    private static HttpResponse<String> guessed(RunningGateway gateway, String forwarded) {
        return gateway.get("/api/channels", "Authorization", "Bearer wrong", FORWARDED, forwarded);
    }
}
