package org.bittube.gateway.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.TagType;
import org.bittube.gateway.flv.Tags;
import org.bittube.gateway.http.EgressLedger;
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

    private final AtomicLong delayMillis = new AtomicLong();
    private final HttpClient client = HttpClient.newHttpClient();
    private RunningRecorders running;
    private HttpServer server;

    @BeforeEach
    void start() {
        running = new RunningRecorders(temp, new RecorderOptions(1_000_000, 1L << 40, 0, 0, 0, 64 << 20));
        running.open();
        server = running.await(this::listen);
        running.start();
        List<FlvTag> tags = new ArrayList<>(List.of(Tags.videoHeader(0, 1), Tags.keyframe(0)));
        for (int i = 1; i <= LARGE_TAGS; i++) {
            Buffer body =
                    Buffer.buffer(new byte[1 << 20]).setByte(0, (byte) 0x27).setByte(1, (byte) 1);
            tags.add(new FlvTag(TagType.VIDEO, i * 40L, body));
        }
        running.on(() -> {
            running.stream.beginEpoch(1);
            return null;
        });
        running.publish(tags);
    }

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void whoAsksTooOftenIsToldWhenToComeBack() throws Exception {
        delayMillis.set(1_500);
        for (String path : new String[] {"recording.json", "recording/id1"}) {
            HttpResponse<String> refused = ask(path);
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("retry-after")).contains("2");
            assertThat(refused.body()).contains("larger ranges");
        }
    }

    @Test
    void oneTooManyIsSentAwayUntilAnotherHasRead() throws Exception {
        running.await(running.recorder::stop);
        running.nextFinished();
        try (InputStream slow = client.send(request("recording/id1"), BodyHandlers.ofInputStream())
                .body()) {
            HttpResponse<String> refused = ask("recording/id1");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("retry-after")).contains("2");
            assertThat(refused.headers().firstValue("content-length").orElse(""))
                    .isNotEqualTo("0");
            assertThat(refused.body()).contains("try later");
            assertThat(slow.readAllBytes()).hasSizeGreaterThan(LARGE_TAGS << 20);
        }
        // The end of the answer is noted when its last byte was taken, which may be a moment later.
        int status = ask("recording/id1").statusCode();
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (status != 200) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            status = ask("recording/id1").statusCode();
        }
    }

    @Test
    void fileThatIsGoneIsSaidToBeGone() throws Exception {
        running.await(running.recorder::stop);
        Files.delete(running.nextFinished().file());
        HttpResponse<String> gone = ask("recording/id1");
        assertThat(gone.statusCode()).isEqualTo(410);
        assertThat(gone.headers().firstValue("content-type")).contains("application/problem+json");
        assertThat(gone.body()).contains("deleted");
        assertThat(ask("recording/id1").statusCode())
                .as("and nobody waits for it")
                .isEqualTo(410);
    }

    private Future<HttpServer> listen() {
        Router router = Router.router(running.vertx());
        new RewindHandler(running.recorders, new EgressLedger(), request -> delayMillis.get(), 1).mount(router);
        return running.vertx()
                .createHttpServer(new HttpServerOptions().setSendBufferSize(1 << 16))
                .requestHandler(router)
                .listen(0, "127.0.0.1");
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + "/live/news/" + path))
                .build();
    }

    private HttpResponse<String> ask(String path) throws Exception {
        return client.send(request(path), BodyHandlers.ofString());
    }
}
