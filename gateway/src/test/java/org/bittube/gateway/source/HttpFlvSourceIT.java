package org.bittube.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.JksOptions;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.Tags;
import org.bittube.gateway.http.Certificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpFlvSourceIT {
    /** For tests in which nothing falls silent: a busy machine must not look like a dead encoder. */
    private static final HttpTimings PATIENT = new HttpTimings(20_000, 20_000, 20_000, 60_000);

    private static final HttpTimings IMPATIENT = new HttpTimings(20_000, 400, 400, 60_000);
    private static final Buffer CLIP = Tags.bytes("h264-aac.flv");
    private static final List<FlvTag> CLIP_TAGS = Tags.of("h264-aac.flv");

    private final Vertx vertx = Vertx.vertx();
    private final RecordingListener listener = new RecordingListener();
    private HttpTimings timings = PATIENT;
    private HttpFlvSource source;
    private FlvServer server;

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void anEndlessChunkedBodyInDribblesComesOutTagByTagAsItWas() throws Exception {
        serve((number, request) -> server.dribble(request.response(), CLIP, 333));
        start(server.url("/live.flv"));
        assertThat(listener.await(CLIP_TAGS.size())).isEqualTo(CLIP_TAGS);
        assertThat(listener.events()).startsWith("epoch", "SCRIPT 0");
        SourceStatus status = source.status();
        assertThat(status.state()).isEqualTo(SourceState.RUNNING);
        assertThat(status.tags()).isEqualTo(CLIP_TAGS.size());
        assertThat(status.videoCodec()).isEqualTo("H.264");
        assertThat(status.audioCodec()).isEqualTo("AAC");
        assertThat(status.repairs()).isEmpty();
        assertThat(status.resyncs() + status.reconnects()).isZero();
        assertThat(status.lastError()).isNull();
    }

    @Test
    void aFinishedFileThatComesAtFullSpeedIsPlayedAtItsOwnPace() throws Exception {
        List<FlvTag> film = new ArrayList<>(List.of(Tags.videoHeader(0, 1)));
        for (int i = 0; i < 1_000; i++) {
            film.add(Tags.keyframe(i * 40L));
        }
        Buffer file = Tags.file(film);
        serve((number, request) -> request.response().end(file));
        long start = System.nanoTime();
        start(server.url("/film.flv"));
        assertThat(listener.await(1 + 1 + 12 * 25).get(0).isSequenceHeader()).isTrue();
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start))
                .as("of twelve seconds the first ten come at once")
                .isGreaterThanOrEqualTo(2_000);
    }

    @Test
    void fiveRedirectsAreFollowedRelativeOnesToo() throws Exception {
        serve((number, request) -> {
            if (number <= 5) {
                String to = number % 2 == 0
                        ? "/hop" + number
                        : server.url("/hop" + number).toString();
                request.response().setStatusCode(302).putHeader("Location", to).end();
            } else {
                server.dribble(request.response(), CLIP, 10_000);
            }
        });
        start(server.url("/live.flv"));
        assertThat(listener.await(CLIP_TAGS.size())).isEqualTo(CLIP_TAGS);
        assertThat(server.requests).hasValue(6);
    }

    @Test
    void aSixthRedirectIsTooMany() throws Exception {
        serve((number, request) -> request.response()
                .setStatusCode(301)
                .putHeader("Location", "/again")
                .end());
        start(server.url("/live.flv"));
        awaitError("redirected more than 5 times");
    }

    @Test
    void aRedirectToTheMetadataAddressIsRefused() throws Exception {
        serve((number, request) -> request.response()
                .setStatusCode(302)
                .putHeader("Location", "http://169.254.169.254/latest/meta-data/")
                .end());
        start(server.url("/live.flv"));
        awaitError("169.254.169.254 is a link-local");
        assertThat(listener.events()).isEmpty();
    }

    @Test
    void aRedirectToAFileIsRefused() throws Exception {
        serve((number, request) -> request.response()
                .setStatusCode(302)
                .putHeader("Location", "file:///etc/passwd")
                .end());
        start(server.url("/live.flv"));
        awaitError("must begin with http:// or https://");
    }

    @Test
    void aWebPageIsSaidToBeOneAndTheSourceTriesAgain() throws Exception {
        serve((number, request) -> {
            if (number == 1) {
                request.response().end("<!DOCTYPE html><html><body>Player</body></html>");
            } else {
                server.dribble(request.response(), CLIP, 10_000);
            }
        });
        start(server.url("/live.flv"));
        awaitError("The source is a web page (HTML), no FLV");
        assertThat(listener.await(CLIP_TAGS.size())).isEqualTo(CLIP_TAGS);
        assertThat(source.status().state()).isEqualTo(SourceState.RUNNING);
        assertThat(source.status().reconnects()).isEqualTo(1);
        assertThat(listener.count("discontinuity")).isZero();
    }

    @Test
    void aBodyThatStopsIsTakenUpAgainInTheSameEpochWithoutAGapFromAKeyframe() throws Exception {
        Buffer second = Tags.file(List.of(
                Tags.metadata(900_000),
                Tags.videoHeader(900_000, 9),
                Tags.inter(900_000),
                Tags.audio(900_010),
                Tags.keyframe(900_040),
                Tags.inter(900_080)));
        serve((number, request) -> {
            if (number == 1) {
                request.response().end(CLIP);
            } else {
                server.dribble(request.response(), second, 50);
            }
        });
        start(server.url("/live.flv"));
        List<FlvTag> tags = listener.await(CLIP_TAGS.size() + 4);
        assertThat(tags.subList(0, CLIP_TAGS.size())).isEqualTo(CLIP_TAGS);
        List<FlvTag> resumed = tags.subList(CLIP_TAGS.size(), tags.size());
        assertThat(resumed.get(0).isMetadata()).isTrue();
        assertThat(resumed.get(1).isSequenceHeader()).isTrue();
        assertThat(resumed.get(2).isKeyframe()).isTrue();
        long last = CLIP_TAGS.stream().mapToLong(FlvTag::timestampMillis).max().orElseThrow();
        assertThat(resumed.get(2).timestampMillis()).isBetween(last, last + 200);
        assertThat(resumed.get(3).timestampMillis() - resumed.get(2).timestampMillis())
                .isEqualTo(40);
        assertThat(listener.count("epoch")).isEqualTo(1);
        assertThat(listener.count("discontinuity")).isEqualTo(1);
        assertThat(listener.events().get(1 + CLIP_TAGS.size())).isEqualTo("discontinuity");
        assertThat(source.status().lastError()).isEqualTo("The source ended the stream.");
    }

    @Test
    void aBodyThatFallsSilentIsGivenUpAndTriedAgain() throws Exception {
        timings = IMPATIENT;
        serve((number, request) -> server.dribble(request.response(), CLIP, 10_000));
        start(server.url("/live.flv"));
        awaitError("sent nothing for 400 ms");
        Await.until(() -> server.requests.get() >= 2 && server.closed.get() >= 1, source::status);
    }

    @Test
    void aServerThatTakesTheRequestAndSaysNothingIsGivenUp() throws Exception {
        timings = IMPATIENT;
        serve((number, request) -> {});
        start(server.url("/live.flv"));
        awaitError("sent no answer for 400 ms");
    }

    @Test
    void anErrorStatusIsToldWithWhatToDo() throws Exception {
        serve((number, request) -> request.response().setStatusCode(404).end());
        start(server.url("/live.flv?key=secret"));
        awaitError("The source answered 404 Not Found: check the URL");
        assertThat(source.status().lastError()).doesNotContain("secret");
    }

    @Test
    void nobodyThereIsToldWithWhatToDo() throws Exception {
        serve((number, request) -> {});
        int port = server.port();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        Vertx other = Vertx.vertx();
        try {
            source = source(
                    other, URI.create("http://127.0.0.1:" + port + "/"), new UrlPolicy(), new HttpClientOptions());
            source.start(listener);
            awaitError("No connection to 127.0.0.1: check the URL");
        } finally {
            other.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void connectsToTheAddressThatWasCheckedAndTriesTheNextOne() throws Exception {
        serve((number, request) -> {
            assertThat(request.authority().host()).isEqualTo("encoder.example");
            server.dribble(request.response(), CLIP, 10_000);
        });
        UrlPolicy policy = new UrlPolicy(host -> new InetAddress[] {
            InetAddress.getByAddress(new byte[] {127, 0, 0, 2}), InetAddress.getByAddress(new byte[] {127, 0, 0, 1})
        });
        source = source(
                vertx, URI.create("http://encoder.example:" + server.port() + "/"), policy, new HttpClientOptions());
        source.start(listener);
        assertThat(listener.await(CLIP_TAGS.size())).isEqualTo(CLIP_TAGS);
    }

    @Test
    void afterStopNothingIsHeardAndTheConnectionIsClosed() throws Exception {
        serve((number, request) -> server.dribble(request.response(), CLIP, 100));
        start(server.url("/live.flv"));
        listener.await(5);
        source.stop().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        List<String> heard = listener.events();
        Await.until(() -> server.closed.get() == 1, source::status);
        source.stop().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertThat(listener.events()).isEqualTo(heard);
        assertThat(source.status().state()).isEqualTo(SourceState.STOPPED);
    }

    @Test
    void httpsNeedsACertificateThatIsTrustedForTheName(@TempDir Path folder) throws Exception {
        JksOptions store = new Certificate("encoder.example").store(folder);
        server = new FlvServer(
                vertx,
                new HttpServerOptions().setSsl(true).setKeyCertOptions(store),
                (number, request) -> server.dribble(request.response(), CLIP, 10_000));
        UrlPolicy policy =
                new UrlPolicy(host -> new InetAddress[] {InetAddress.getByAddress(new byte[] {127, 0, 0, 1})});
        URI good = URI.create("https://encoder.example:" + server.port() + "/live.flv");
        URI bad = URI.create("https://other.example:" + server.port() + "/live.flv");

        source = source(vertx, good, policy, new HttpClientOptions());
        source.start(listener);
        awaitError("The TLS handshake with encoder.example failed");

        source = source(vertx, bad, policy, new HttpClientOptions().setTrustOptions(store));
        source.start(listener);
        awaitError("The TLS handshake with other.example failed");

        assertThat(listener.events()).isEmpty();
        source = source(vertx, good, policy, new HttpClientOptions().setTrustOptions(store));
        source.start(listener);
        assertThat(listener.await(CLIP_TAGS.size())).isEqualTo(CLIP_TAGS);
    }

    private void serve(BiConsumer<Integer, HttpServerRequest> answers) throws Exception {
        server = new FlvServer(vertx, new HttpServerOptions(), answers);
    }

    private void start(URI url) {
        source = source(vertx, url, new UrlPolicy(), new HttpClientOptions());
        source.start(listener);
    }

    private HttpFlvSource source(Vertx vertx, URI url, UrlPolicy policy, HttpClientOptions options) {
        return new HttpFlvSource(
                vertx, new HttpFlvSpec(url), policy, timings, options, System::currentTimeMillis, () -> 0);
    }

    private void awaitError(String words) {
        Await.until(
                () -> source.status().lastError() != null
                        && source.status().lastError().contains(words),
                source::status);
    }
}
