package org.bittube.tracker.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Stream;
import org.bittube.tracker.message.CandidatePath;
import org.bittube.tracker.message.Outcome;
import org.bittube.tracker.message.RelayedSignal;
import org.bittube.tracker.message.Report;
import org.bittube.tracker.message.SendSignal;
import org.bittube.tracker.message.TrickledCandidate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** Where viewers are is told to the partner whom it is meant for, and to nobody else: no log, no answer. */
@Timeout(60)
class PeerAddressesIT {
    private static final List<String> ADDRESSES = List.of("10.9.8.7", "203.0.113.7", "127.0.0.1", "0:0:0:1");

    private final Logger log = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Level before = log.getLevel();
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final Vertx vertx = Vertx.vertx();
    private StandaloneTracker tracker;

    @BeforeEach
    void start() {
        logged.start();
        log.addAppender(logged);
        log.setLevel(Level.INFO);
        tracker = new StandaloneTracker(
                vertx, TrackerOptions.standalone(null), "operator", null, "", true, new SecureRandom());
        RunningTracker.await(tracker.start("127.0.0.1", 0, null, WebTorrentFiles.NONE));
    }

    @AfterEach
    void stop() {
        log.setLevel(before);
        log.detachAppender(logged);
        RunningTracker.await(tracker.stop());
    }

    @Test
    void addressesAreInNoLogAndNoAnswer() throws Exception {
        TestViewer one = TestViewer.connect(vertx, tracker.httpPort());
        one.join("news");
        TestViewer other = TestViewer.connect(vertx, tracker.httpPort());
        other.join("news");
        String partner = other.nextPartner().peerId();
        for (String candidate : List.of("h 10.9.8.7 5000", "s 203.0.113.7 5000")) {
            other.send(new SendSignal("news", partner, new TrickledCandidate(candidate)));
        }
        one.nextPartner();
        assertThat(one.next(RelayedSignal.class).signal()).isEqualTo(new TrickledCandidate("h 10.9.8.7 5000"));
        other.send(new Report("news", partner, Outcome.CONNECTED, CandidatePath.HOST));
        other.send(new Report("news", partner, Outcome.POISONED, CandidatePath.HOST));
        other.sendText("{\"candidate\":\"h 10.9.8.7 5000\"}");
        for (int flood = 0; flood < 300; flood++) {
            other.sendText("{\"type\":\"leave\",\"group\":\"10.9.8.7\"}");
        }
        assertThat(other.closedWith()).isEqualTo(1008);

        Stream<String> answers = Stream.of("/api/groups/news", "/api/stats", "/metrics", "/health/ready")
                .map(this::get);
        Stream<String> lines = List.copyOf(logged.list).stream().map(ILoggingEvent::getFormattedMessage);
        assertThat(Stream.concat(answers, lines))
                .hasSizeGreaterThan(4)
                .allSatisfy(text -> assertThat(text).isNotBlank().doesNotContain(ADDRESSES));
    }

    private String get(String path) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + tracker.httpPort() + path))
                    .header("Authorization", "Bearer operator")
                    .build();
            return HttpClient.newHttpClient()
                    .send(request, BodyHandlers.ofString())
                    .body();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
