package org.bittube.tracker.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.OptionalLong;
import org.bittube.tracker.connection.TrackerLimits;
import org.bittube.tracker.connection.TrackerTiming;
import org.bittube.tracker.message.CandidatePath;
import org.bittube.tracker.message.Leave;
import org.bittube.tracker.message.Outcome;
import org.bittube.tracker.message.Refusal;
import org.bittube.tracker.message.Report;
import org.bittube.tracker.message.Stats;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HttpIT {
    private static final TrackerLimits TWO_SOCKETS = new TrackerLimits(16 * 1024, 40, 200, 8, 100, 100, 256 * 1024, 2);

    private final RunningTracker tracker =
            new RunningTracker(new TrackerOptions(true, null, TWO_SOCKETS, TrackerTiming.DEFAULT));
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        tracker.close();
    }

    @Test
    void reportsWhatTheViewersTold() throws Exception {
        TestViewer one = tracker.viewer();
        String oneId = one.join("news").peerId();
        TestViewer other = tracker.viewer();
        other.join("news");
        one.nextPartner();
        other.nextPartner();
        one.send(new Stats("news", 800, 150, 50, 10, 700, 2, 90, 3, true, OptionalLong.empty()));
        other.send(new Report("news", oneId, Outcome.POISONED, CandidatePath.HOST));
        // An answer to something that comes behind them: by then they have been dealt with.
        for (TestViewer viewer : new TestViewer[] {one, other}) {
            viewer.send(new Leave("nothing"));
            viewer.next(Refusal.class);
        }

        HttpResponse<String> response = get("/api/groups/news", "Bearer " + RunningTracker.TOKEN);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        JsonNode expected = new ObjectMapper().readTree("""
                {"group":"news","peers":2,"fromPeersBytes":800,"fromFeedBytes":150,"fromHttpBytes":50,"toPeersBytes":10,
                 "offload":0.8,"lagMillisP50":700,"lagMillisP95":700,"stalls":2,"stalledMillis":90,
                 "poisoned":[{"peer":"%s","reports":1}]}""".formatted(oneId.substring(0, 6)));
        assertThat(new ObjectMapper().readTree(response.body())).isEqualTo(expected);
    }

    @Test
    void answersProblems() throws Exception {
        assertProblem(get("/api/groups/news", "Bearer " + RunningTracker.TOKEN), 404);
        assertProblem(get("/api/groups/a%2Fb", "bearer " + RunningTracker.TOKEN), 404);
        assertProblem(get("/api/groups/news", "Bearer wrong"), 401);
        assertProblem(get("/api/groups/news", RunningTracker.TOKEN), 401);
        assertProblem(get("/api/groups/news", null), 401);
        assertProblem(get("/tracker", null), 426);
    }

    @Test
    void refusesMoreSocketsThanItMayHave() throws Exception {
        TestViewer one = tracker.viewer();
        one.join("news");
        TestViewer other = tracker.viewer();
        other.join("news");
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(address("/tracker")).GET().build(), HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(426);
        assertThat(Handshake.statusOf(tracker.port())).isEqualTo(503);
    }

    private HttpResponse<String> get(String path, String authorization) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(address(path)).GET();
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + tracker.port() + path);
    }

    private static void assertProblem(HttpResponse<String> response, int status) throws Exception {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonNode problem = new ObjectMapper().readTree(response.body());
        assertThat(problem.get("status").intValue()).isEqualTo(status);
        assertThat(problem.get("title").textValue()).isNotBlank();
        assertThat(problem.get("detail").textValue()).isNotBlank();
    }
}
