package org.bittube.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** The whole gateway in this process, on a port of its own, and a client for it. */
final class RunningGateway implements AutoCloseable {

    static final String TOKEN = "a-token-for-tests";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(25);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Vertx vertx = Vertx.vertx();
    private final Gateway gateway;

    private RunningGateway(Gateway gateway) {
        this.gateway = gateway;
    }

    /** Starts one on that data folder; the values are settings by key, on top of loopback, no STUN and a token. */
    static RunningGateway start(Path folder, boolean demo, Map<String, String> values) {
        Map<String, String> all = new HashMap<>(
                Map.of("http-host", "127.0.0.1", "http-port", "0", "stun-port", "0", "admin-token", TOKEN));
        all.put("data-dir", folder.toString());
        all.putAll(values);
        Map<String, Settings.Given> given = new HashMap<>();
        all.forEach((key, value) -> given.put(key, new Settings.Given(value, "test")));
        RunningGateway running = new RunningGateway(new Gateway(new Settings(given), demo));
        running.vertx.deployVerticle(running.gateway).await();
        return running;
    }

    Optional<String> newToken() {
        return gateway.newToken();
    }

    /** A request with the right token. */
    HttpResponse<String> api(String method, String path, String body) {
        return send(request(path)
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
    }

    HttpResponse<String> get(String path, String... headers) {
        HttpRequest.Builder request = request(path).GET();
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path))
                .timeout(PATIENCE);
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** The same with a body of bytes. */
    HttpResponse<byte[]> sendForBytes(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Begins what SIGTERM begins. */
    void drain() {
        gateway.drain(0).await();
    }

    int port() {
        return gateway.port();
    }

    /** An answer whose body goes on. */
    InputStream open(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), BodyHandlers.ofInputStream()).body();
    }

    /** The same for the operator. */
    HttpResponse<InputStream> streamed(String path) throws IOException, InterruptedException {
        return client.send(
                request(path).header("Authorization", "Bearer " + TOKEN).build(), BodyHandlers.ofInputStream());
    }

    /** Opens a feed; {@code closed} gets status and reason when the gateway ends it. */
    void feed(String channel, CompletableFuture<String> closed) {
        URI address = URI.create("ws://127.0.0.1:" + gateway.port() + "/feed/" + channel);
        client.newWebSocketBuilder()
                .buildAsync(address, new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
                        closed.complete(status + " " + reason);
                        return null;
                    }

                    @Override
                    public void onError(WebSocket socket, Throwable error) {
                        closed.completeExceptionally(error);
                    }
                })
                .join();
    }

    /** Asks again and again until the answer is as it should be; fails after a while. */
    JsonNode await(String path, Predicate<HttpResponse<String>> asWanted) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        HttpResponse<String> answer = api("GET", path, "");
        while (!asWanted.test(answer)) {
            assertThat(System.nanoTime()).as("still %s", answer.body()).isLessThan(deadline);
            // Nobody tells when it is so; and who asks without a pause is told 429, here and in what follows.
            LockSupport.parkNanos(POLL.toNanos());
            answer = api("GET", path, "");
        }
        return json(answer);
    }

    static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError(answer.body(), e);
        }
    }

    /** Checks that the answer is a problem of that status (RFC 9457), and gives its detail. */
    static String problem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
        JsonNode problem = json(answer);
        assertThat(problem.get("status").intValue()).isEqualTo(status);
        assertThat(problem.get("title").textValue()).isNotBlank();
        assertThat(problem.get("detail").textValue()).isNotBlank().doesNotContain("\n");
        return problem.get("detail").textValue();
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
