package org.bittube.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sees of a gateway that runs. */
final class OperationIT {
    @Test
    void tellsOfItsHealthAndOfItsChannels(@TempDir Path folder) throws Exception {
        try (RunningGateway gateway = RunningGateway.start(folder, true, Map.of())) {
            assertThat(gateway.get("/health/live").body()).isEqualTo("{\"status\":\"live\"}");
            assertThat(gateway.get("/health/ready").body()).isEqualTo("{\"status\":\"ready\"}");
            gateway.await("/live/demo/info.json", answer -> answer.statusCode() == 200);
            int bytes = gateway.sendForBytes(gateway.request("/live/demo/join")).body().length;
            TrackerViewer viewer = new TrackerViewer(gateway.port(), "demo");
            viewer.join(null);
            assertThat(viewer.next()).contains("\"welcome\"");

            assertThat(gateway.get("/metrics").body().lines())
                    .contains(
                            "bittube_channels{state=\"running\"} 1.0",
                            "bittube_channel_live{channel=\"demo\"} 1.0",
                            "bittube_channel_viewers{by=\"swarm\",channel=\"demo\"} 1.0",
                            "bittube_channel_viewers{by=\"relay\",channel=\"demo\"} 0.0",
                            "bittube_channel_feed_sockets{channel=\"demo\"} 0.0",
                            "bittube_channel_egress_bytes_total{cause=\"feed\",channel=\"demo\"} 0.0",
                            "bittube_pulls_total{answer=\"join\"} 1.0",
                            "bittube_feed_substreams_total{answer=\"refused_budget\"} 0.0",
                            "bittube_tracker_peers 1.0");
            assertThat(gateway.get("/metrics", "X-Forwarded-For", "203.0.113.7").statusCode())
                    .isEqualTo(403);
            JsonNode stats = gateway.await("/api/stats", answer -> answer.body()
                    .contains("\"cause\":\"join\",\"channel\":\"demo\",\"value\":" + bytes));
            assertThat(stats.get("process_resident_memory_bytes").longValue()).isGreaterThan(10_000_000L);
            assertThat(gateway.get("/api/stats").statusCode()).isEqualTo(401);

            JsonNode info = RunningGateway.json(gateway.get("/live/demo/info.json"));
            gateway.drain();
            assertThat(viewer.next()).contains("{\"type\":\"reconnect\",\"afterMillis\":");
            assertThat(RunningGateway.problem(gateway.get("/health/ready"), 503))
                    .contains("draining");
            for (String newcomer : new String[] {"/live/demo/join", "/live/demo.flv", "/feed/demo"}) {
                RunningGateway.problem(gateway.get(newcomer), 503);
            }
            String seq = info.get("headSeq").asText();
            String packets = "/live/demo/" + info.get("epoch").asText() + "/packets/" + seq + "-" + seq;
            assertThat(gateway.get(packets).statusCode()).as("of who is there").isEqualTo(200);
        }
    }
}
