package org.bittube.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Viewers of an object that needs a token meet each other with it only. */
final class TokenGroupIT {
    @TempDir
    private Path folder = Path.of("");

    private RunningGateway gateway;
    private String id = "";

    @BeforeEach
    void start() {
        gateway = RunningGateway.start(folder, false, Map.of("free-megabytes", "0"));
        id = new LibraryClient(gateway).added("film", LibraryClient.contents(70_000, 1));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void viewersWithoutTheTokenAreNotIntroduced() throws Exception {
        String token = makeToken();
        Viewer guest = new Viewer();
        guest.join(token);
        assertThat(guest.next()).contains("\"welcome\"", "\"peers\":1");
        Viewer stranger = new Viewer();
        stranger.join(null);
        assertThat(stranger.next()).contains("\"error\"", "\"denied\"", "\"fatal\":true", "needs its token");
        stranger.join("wrong");
        assertThat(stranger.next()).contains("\"denied\"");
        stranger.say("{\"type\":\"more\",\"group\":\"%s\",\"want\":4,\"exclude\":[]}");
        assertThat(stranger.next()).contains("\"not-joined\"");
        stranger.join(token);
        assertThat(stranger.next()).contains("\"welcome\"", "\"peers\":2");
        assertThat(stranger.next()).contains("\"introduce\"");
        assertThat(guest.next()).contains("\"introduce\"");
    }

    @Test
    void objectThatGetsATokenKeepsNobodyWithoutItLongerThanToTheNextReport() throws Exception {
        Viewer early = new Viewer();
        early.join(null);
        assertThat(early.next()).contains("\"welcome\"");
        String token = makeToken();
        early.report();
        assertThat(early.next()).contains("\"denied\"", "\"fatal\":true");
        early.join(token);
        assertThat(early.next()).contains("\"welcome\"", "\"peers\":1");
        early.report();
        makeToken();
        early.report();
        assertThat(early.next()).contains("\"denied\"");
        gateway.api("PATCH", "/api/objects/" + id, "{\"visibility\":\"unlisted\"}");
        early.join(null);
        assertThat(early.next()).contains("\"welcome\"");
    }

    @Test
    void whoGuessesIsSlowed() throws Exception {
        makeToken();
        Viewer stranger = new Viewer();
        String told;
        int guesses = 0;
        do {
            stranger.join("guess" + guesses++);
            told = stranger.next();
        } while (told.contains("\"denied\"") && guesses < 190);
        assertThat(told).contains("\"rate\"", "Too many wrong tokens");
        assertThat(guesses).isGreaterThan(50);
    }

    private String makeToken() {
        return RunningGateway.json(gateway.api("PATCH", "/api/objects/" + id, "{\"visibility\":\"token\"}"))
                .get("token")
                .textValue();
    }

    /** A socket to the tracker, and what it was told. */
    private final class Viewer implements WebSocket.Listener {
        private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
        private final StringBuilder partial = new StringBuilder();
        private final WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + gateway.port() + "/tracker"), this)
                .join();

        void join(@Nullable String token) {
            say(
                    "{\"type\":\"join\",\"version\":1,\"group\":\"%s\",\"capacity\":0,\"device\":\"desktop\",\"nat\":\"unknown\",\"want\":4"
                            + (token == null ? "}" : ",\"token\":\"" + token + "\"}"));
        }

        void report() {
            say("{\"type\":\"stats\",\"group\":\"%s\",\"playing\":true}");
        }

        void say(String message) {
            socket.sendText(message.formatted(id), true).join();
        }

        String next() throws InterruptedException {
            String next = told.poll(20, TimeUnit.SECONDS);
            assertThat(next).as("an answer").isNotNull();
            return next;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
            partial.append(text);
            if (last) {
                told.add(partial.toString());
                partial.setLength(0);
            }
            from.request(1);
            return null;
        }
    }
}
