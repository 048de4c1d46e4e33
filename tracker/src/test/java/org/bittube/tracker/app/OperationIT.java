package org.bittube.tracker.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bittube.tracker.connection.WebTorrentOptions;
import org.bittube.tracker.message.CandidatePath;
import org.bittube.tracker.message.Leave;
import org.bittube.tracker.message.Outcome;
import org.bittube.tracker.message.Refusal;
import org.bittube.tracker.message.Report;
import org.bittube.tracker.stunserver.StunOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an operator sees of a tracker that runs. */
@Timeout(60)
class OperationIT {
    private static final String TOKEN = "operator";

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http = HttpClient.newHttpClient();
    private StandaloneTracker tracker;

    @AfterEach
    void stop() {
        RunningTracker.await(tracker.stop());
    }

    @Test
    void tellsOfItsHealthAndOfWhatItDoes() throws Exception {
        start("");
        assertThat(get("/health/live").body()).isEqualTo("{\"status\":\"live\"}");
        assertThat(get("/health/ready").statusCode()).isEqualTo(200);
        TestViewer one = TestViewer.connect(vertx, tracker.httpPort());
        one.join("news");
        TestViewer other = TestViewer.connect(vertx, tracker.httpPort());
        other.join("news");
        other.send(new Report("news", other.nextPartner().peerId(), Outcome.CONNECTED, CandidatePath.HOST));
        other.send(new Leave("nothing"));
        other.next(Refusal.class);

        HttpResponse<String> metrics = get("/metrics");
        assertThat(metrics.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(metrics.body().lines())
                .contains(
                        "bittube_tracker_groups 1.0",
                        "bittube_tracker_peers 2.0",
                        "bittube_tracker_sockets{dialect=\"bittube\"} 2.0",
                        "bittube_tracker_requests_total{kind=\"join\"} 2.0",
                        "bittube_tracker_introductions_total 1.0",
                        "bittube_tracker_introduction_outcomes_total{nats=\"open-open\",outcome=\"connected\"} 1.0",
                        "bittube_tracker_connections_total{path=\"host\"} 1.0",
                        "bittube_tracker_refusals_total{reason=\"not_joined\"} 1.0",
                        "bittube_stun_answers_total{transport=\"udp\"} 0.0",
                        "bittube_webtorrent_peers 0.0")
                .anyMatch(line -> line.startsWith("bittube_event_loop_lag_seconds "))
                .anyMatch(line -> line.matches("process_cpu_seconds_total \\d.*"))
                .noneMatch(line -> line.contains("127.0.0.1"));
        JsonNode stats = new ObjectMapper()
                .readTree(get("/api/stats", "Authorization", "Bearer " + TOKEN).body());
        assertThat(stats.get("bittube_tracker_peers").intValue()).isEqualTo(2);
        assertThat(stats.get("bittube_tracker_received_bytes_total").intValue()).isPositive();
        assertThat(get("/api/stats").statusCode()).isEqualTo(401);
    }

    @Test
    void metricsAreReadFromThisMachineOnly() throws Exception {
        start("");
        for (String header : new String[] {"X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"}) {
            assertThat(get("/metrics", header, "127.0.0.1").statusCode())
                    .as(header)
                    .isEqualTo(403);
        }
        // As a proxy on this machine asks, or a page whose name means this machine.
        assertThat(Handshake.statusOf(tracker.httpPort(), "GET /metrics HTTP/1.1\r\nHost: tracker.example\r\n\r\n"))
                .isEqualTo(403);
        assertThat(Handshake.statusOf(tracker.httpPort(), "GET /metrics HTTP/1.1\r\nHost: localhost:1\r\n\r\n"))
                .isEqualTo(200);
    }

    @Test
    void metricsAreReadWithTheTokenWhereThereIsOne() throws Exception {
        start("for-metrics");
        assertThat(get("/metrics").statusCode()).isEqualTo(401);
        assertThat(get("/metrics", "Authorization", "Bearer wrong").statusCode())
                .isEqualTo(401);
        HttpResponse<String> answer =
                get("/metrics", "Authorization", "Bearer for-metrics", "X-Forwarded-For", "203.0.113.7");
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void whileItDrainsItSendsWebTorrentClientsAwayOneByOne() throws Exception {
        start("");
        WebSocketClient client = vertx.createWebSocketClient();
        List<Long> ends = Collections.synchronizedList(new ArrayList<>());
        List<Future<Short>> codes = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            WebSocket socket = RunningTracker.await(client.connect(tracker.httpPort(), "127.0.0.1", "/announce"));
            Promise<Short> code = Promise.promise();
            codes.add(code.future());
            socket.closeHandler(nothing -> {
                ends.add(System.nanoTime());
                code.complete(socket.closeStatusCode());
            });
        }
        RunningTracker.await(tracker.drain(1));
        assertThat(Handshake.webTorrentStatusOf(tracker.httpPort(), "")).isEqualTo(503);
        assertThat(RunningTracker.await(Future.all(codes)).<Short>list())
                .hasSize(20)
                .containsOnly((short) 1001);
        // Twenty moments of one second: that all are in one half of it happens once in 500,000 runs.
        assertThat(Collections.max(ends) - Collections.min(ends)).isGreaterThan(500_000_000L);
    }

    private void start(String metricsToken) {
        tracker = new StandaloneTracker(
                vertx,
                TrackerOptions.standalone(null).withWebTorrent(WebTorrentOptions.DEFAULT),
                TOKEN,
                null,
                metricsToken,
                true,
                new SecureRandom());
        RunningTracker.await(tracker.start("127.0.0.1", 0, StunOptions.on("127.0.0.1", 0), WebTorrentFiles.NONE));
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + tracker.httpPort() + path));
        return http.send(
                (headers.length == 0 ? request : request.headers(headers)).build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
