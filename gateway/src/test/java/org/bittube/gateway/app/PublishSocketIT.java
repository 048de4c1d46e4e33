package org.bittube.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.FlvWriter;
import org.bittube.gateway.flv.TagType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page publishes over a WebSocket. */
final class PublishSocketIT {
    @TempDir
    Path folder = Path.of("");

    private RunningGateway gateway;
    private String key = "";

    @BeforeEach
    void start() {
        gateway = RunningGateway.start(folder.resolve("data"), false, Map.of("rtmp-port", "0"));
        key = RunningGateway.json(
                        gateway.api("POST", "/api/channels", "{\"name\":\"cam\",\"source\":{\"type\":\"publish\"}}"))
                .at("/streamKey")
                .textValue();
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void pageSendsItsStreamAndIsToldWhenItEnds() throws Exception {
        try (Page page = new Page("cam")) {
            page.say("{\"type\":\"publish\",\"key\":\"" + key + "\"}");
            assertThat(page.heard()).isEqualTo("{\"type\":\"publishing\"}");
            Buffer stream = FlvWriter.header(false, true)
                    .appendBuffer(FlvWriter.encode(keyframe(0)))
                    .appendBuffer(FlvWriter.encode(keyframe(40)));
            for (int at = 0; at < stream.length(); at += 7) {
                page.send(stream.slice(at, Math.min(stream.length(), at + 7)));
            }
            awaitTags(2);
            page.awaitAcknowledged(stream.length());
            try (Page other = new Page("cam")) {
                other.say("{\"type\":\"publish\",\"key\":\"" + key + "\"}");
                assertThat(other.heard()).contains("\"reason\":\"taken\"", "Another encoder");
                assertThat(other.heard()).startsWith("closed 1008");
            }
            gateway.api("POST", "/api/channels/cam/key", "");
            assertThat(page.heard()).contains("\"type\":\"ended\"", "has another key");
            assertThat(page.heard()).startsWith("closed 1000");
        }
    }

    @Test
    void pageThatStopsEndsTheStreamAndOneThatSendsSomethingElseIsTold() throws Exception {
        try (Page page = new Page("cam")) {
            page.say("{\"type\":\"publish\",\"key\":\"" + key + "\"}");
            page.heard();
            page.send(FlvWriter.header(false, true).appendBuffer(FlvWriter.encode(keyframe(0))));
            awaitTags(1);
            page.stop();
            gateway.await("/api/channels/cam", answer -> answer.body().contains("The encoder ended the stream."));
        }
        try (Page page = new Page("cam")) {
            page.say("{\"type\":\"publish\",\"key\":\"" + key + "\"}");
            page.heard();
            page.send(Buffer.buffer("<!doctype html>, which is no FLV"));
            assertThat(page.heard()).contains("\"type\":\"ended\"", "no FLV");
        }
        try (Page page = new Page("cam")) {
            page.say("{\"type\":\"publish\",\"key\":\"" + key + "\"}");
            page.heard();
            page.say("hello");
            assertThat(page.heard()).startsWith("closed 1008 only the stream");
        }
    }

    @Test
    void whoShowsNoKeyOrAWrongOneIsSentAway() throws Exception {
        assertThat(gateway.get("/live/cam/publish").statusCode()).isEqualTo(426);
        for (String first : new String[] {"", "[]", "{\"type\":\"publish\",\"key\":7}", "x".repeat(1_025)}) {
            try (Page page = new Page("cam")) {
                page.say(first);
                assertThat(page.heard()).isEqualTo("closed 1008 the first message shows the key");
            }
        }
        try (Page page = new Page("cam")) {
            page.send(Buffer.buffer("FLV"));
            assertThat(page.heard()).startsWith("closed 1008");
        }
        try (Page page = new Page("nowhere")) {
            page.say("{\"type\":\"publish\",\"key\":\"" + key + "\"}");
            assertThat(page.heard()).contains("\"reason\":\"wrong-key\"");
        }
        for (int guess = 0; guess < 9; guess++) {
            try (Page page = new Page("cam")) {
                page.say("{\"type\":\"publish\",\"key\":\"guess\"}");
                assertThat(page.heard()).contains("\"reason\":\"wrong-key\"");
            }
        }
        try (Page page = new Page("cam")) {
            page.say("{\"type\":\"publish\",\"key\":\"" + key + "\"}");
            JsonNode refused = new ObjectMapper().readTree(page.heard());
            assertThat(refused.at("/reason").textValue()).isEqualTo("too-often");
            assertThat(refused.at("/retryAfterMillis").longValue()).isBetween(1L, 6_000L);
        }
    }

    private void awaitTags(int tags) {
        gateway.await(
                "/api/channels/cam",
                answer -> RunningGateway.json(answer).at("/source/tags").intValue() == tags);
    }

    private static FlvTag keyframe(long millis) {
        return new FlvTag(TagType.VIDEO, millis, Buffer.buffer(new byte[] {0x17, 1, 0, 0, 0, 9}));
    }

    /** One WebSocket of a page, and what the gateway says on it; how much has arrived, apart from all else. */
    private final class Page implements WebSocket.Listener, AutoCloseable {
        private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        private final BlockingQueue<String> acknowledged = new LinkedBlockingQueue<>();
        private final WebSocket socket;

        Page(String channel) {
            URI address = URI.create("ws://127.0.0.1:" + gateway.port() + "/live/" + channel + "/publish");
            socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(address, this)
                    .join();
        }

        void say(String text) {
            socket.sendText(text, true).join();
        }

        void send(Buffer bytes) {
            socket.sendBinary(ByteBuffer.wrap(bytes.getBytes()), true).join();
        }

        void stop() {
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
        }

        String heard() throws InterruptedException {
            String next = heard.poll(10, TimeUnit.SECONDS);
            assertThat(next).as("a word of the gateway").isNotNull();
            return next;
        }

        /** Nothing more is sent meanwhile. */
        void awaitAcknowledged(int bytes) throws InterruptedException {
            String wanted = "{\"type\":\"received\",\"bytes\":" + bytes + "}";
            String next;
            do {
                next = acknowledged.poll(10, TimeUnit.SECONDS);
                assertThat(next).as(wanted).isNotNull();
            } while (!wanted.equals(next));
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            String message = data.toString();
            (message.startsWith("{\"type\":\"received\"") ? acknowledged : heard).add(message);
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
            heard.add("closed " + status + " " + reason);
            return null;
        }

        @Override
        public void close() {
            socket.abort();
        }
    }
}
