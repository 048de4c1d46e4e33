package org.bittube.gateway.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.TagType;
import org.bittube.gateway.flv.Tags;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a viewer who goes back is told when it asks too often, when too many read, and when the file is gone. */
class RewindRefusalsIT {
    /** More than what a connection takes before anybody reads. */
    private static final int LARGE_TAGS = 24;

    @TempDir
    Path temp;

    private RewindServer server;

    @BeforeEach
    void start() {
        server = new RewindServer(temp, new RecorderOptions(1_000_000, 1L << 40, 0, 0, 0, 64 << 20), 1);
        List<FlvTag> tags = new ArrayList<>(List.of(Tags.videoHeader(0, 1), Tags.keyframe(0)));
        for (int i = 1; i <= LARGE_TAGS; i++) {
            Buffer body =
                    Buffer.buffer(new byte[1 << 20]).setByte(0, (byte) 0x27).setByte(1, (byte) 1);
            tags.add(new FlvTag(TagType.VIDEO, i * 40L, body));
        }
        server.running.on(() -> {
            server.running.stream.beginEpoch(1);
            return null;
        });
        server.running.publish(tags);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void whoAsksTooOftenIsToldWhenToComeBack() throws Exception {
        server.delayMillis.set(1_500);
        for (String path : new String[] {"recording.json", "recording/id1"}) {
            HttpResponse<String> refused = server.ask(path);
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("retry-after")).contains("2");
            assertThat(refused.body()).contains("larger ranges");
        }
    }

    @Test
    void oneTooManyIsSentAwayUntilAnotherHasRead() throws Exception {
        server.running.await(server.running.recorder::stop);
        server.running.nextFinished();
        try (InputStream slow = server.client
                .send(server.request("recording/id1"), BodyHandlers.ofInputStream())
                .body()) {
            HttpResponse<String> refused = server.ask("recording/id1");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("retry-after")).contains("2");
            assertThat(refused.headers().firstValue("content-length").orElse(""))
                    .isNotEqualTo("0");
            assertThat(refused.body()).contains("try later");
            assertThat(slow.readAllBytes()).hasSizeGreaterThan(LARGE_TAGS << 20);
        }
        // The end of the answer is noted when its last byte was taken, which may be a moment later.
        int status = server.ask("recording/id1").statusCode();
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (status != 200) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            status = server.ask("recording/id1").statusCode();
        }
    }

    @Test
    void fileThatIsGoneIsSaidToBeGone() throws Exception {
        server.running.await(server.running.recorder::stop);
        Files.delete(server.running.nextFinished().file());
        HttpResponse<String> gone = server.ask("recording/id1");
        assertThat(gone.statusCode()).isEqualTo(410);
        assertThat(gone.headers().firstValue("content-type")).contains("application/problem+json");
        assertThat(gone.body()).contains("deleted");
        assertThat(server.ask("recording/id1").statusCode())
                .as("and nobody waits for it, nor looks for it again")
                .isEqualTo(404);
    }
}
