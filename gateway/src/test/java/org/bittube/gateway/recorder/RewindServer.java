package org.bittube.gateway.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.bittube.gateway.http.EgressLedger;

/** Recorders whose viewers go back, over the network; the channel is {@code news}. */
final class RewindServer implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 20;

    final RunningRecorders running;

    /** How long a viewer is told to wait. */
    final AtomicLong delayMillis = new AtomicLong();

    final HttpClient client = HttpClient.newHttpClient();
    private final HttpServer server;

    RewindServer(Path temp, RecorderOptions options, int mostAnswers) {
        running = new RunningRecorders(temp, options);
        running.open();
        server = running.await(() -> listen(mostAnswers));
        running.start();
    }

    HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + "/live/news/" + path))
                .build();
    }

    HttpResponse<String> ask(String path) throws Exception {
        return client.send(request(path), BodyHandlers.ofString());
    }

    JsonObject json(String path) throws Exception {
        HttpResponse<String> answer = ask(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonObject(answer.body());
    }

    /** Asks again and again until the answer is such a one. */
    JsonObject await(String path, Predicate<JsonObject> wanted) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        JsonObject answer = json(path);
        while (!wanted.test(answer)) {
            assertThat(System.nanoTime()).as("still %s", answer).isLessThan(deadline);
            answer = json(path);
        }
        return answer;
    }

    private Future<HttpServer> listen(int mostAnswers) {
        Router router = Router.router(running.vertx());
        new RewindHandler(running.recorders, new EgressLedger(), request -> delayMillis.get(), mostAnswers)
                .mount(router);
        return running.vertx()
                .createHttpServer(new HttpServerOptions().setSendBufferSize(1 << 16))
                .requestHandler(router)
                .listen(0, "127.0.0.1");
    }

    @Override
    public void close() {
        running.close();
    }
}
