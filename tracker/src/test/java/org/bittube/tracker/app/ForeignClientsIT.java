package org.bittube.tracker.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.bittube.tracker.connection.WebTorrentOptions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client that others wrote announces, offers, answers, scrapes and stops. */
@Timeout(60)
class ForeignClientsIT {
    @Test
    void twoClientsOfBittorrentTrackerMeetScrapeAndStop() throws Exception {
        Path modules = Path.of(System.getProperty("bittube.testdata")).resolveSibling("bench/node_modules");
        if (!Files.exists(modules.resolve("bittorrent-tracker"))) {
            String reason = "left out: bittorrent-tracker (npm ci --ignore-scripts in bench/) is not there";
            System.err.println(reason);
            Assumptions.abort(reason);
        }
        Path script = Path.of(Objects.requireNonNull(ForeignClientsIT.class.getResource("bittorrent-tracker.mjs"))
                .toURI());
        try (RunningTracker tracker =
                new RunningTracker(TrackerOptions.standalone(null).withWebTorrent(WebTorrentOptions.DEFAULT))) {
            Process node = new ProcessBuilder("node", "" + script, "" + modules, "ws://127.0.0.1:" + tracker.port())
                    .redirectErrorStream(true)
                    .start();
            try {
                List<String> lines = node.inputReader().lines().toList();
                assertThat(lines)
                        .containsExactly(
                                "started 0 1",
                                "started 0 2",
                                "heard hello",
                                "completed 1 1",
                                "scraped true 1 1 1",
                                "scraped 1 1 0 0",
                                "stopped 0 1",
                                "stopped 0 0");
                assertThat(node.waitFor()).isZero();
            } finally {
                node.destroyForcibly();
            }
        }
    }
}
