package org.bittube.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A viewer's socket to a tracker, and what it was told. */
final class TrackerViewer implements WebSocket.Listener {
    private final String group;
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final StringBuilder partial = new StringBuilder();
    private final WebSocket socket;

    /** @param group the one that messages are about; it is joined by {@link #join} */
    TrackerViewer(int port, String group) {
        this.group = group;
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + port + "/tracker"), this)
                .join();
    }

    void join(@Nullable String token) {
        say(
                "{\"type\":\"join\",\"version\":1,\"group\":\"%s\",\"capacity\":0,\"device\":\"desktop\",\"nat\":\"unknown\",\"want\":4"
                        + (token == null ? "}" : ",\"token\":\"" + token + "\"}"));
    }

    void report() {
        say("{\"type\":\"stats\",\"group\":\"%s\",\"playing\":true}");
    }

    /** @param message with {@code %s} for the group */
    void say(String message) {
        socket.sendText(message.formatted(group), true).join();
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
