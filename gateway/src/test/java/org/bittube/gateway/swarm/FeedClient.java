package org.bittube.gateway.swarm;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.bittube.gateway.packet.Packet;
import org.bittube.gateway.packet.PacketCodec;

/** A viewer of the feed, by the JDK's WebSocket. */
final class FeedClient implements WebSocket.Listener {
    private static final long PATIENCE_SECONDS = 30;

    private final BlockingQueue<JsonObject> answers = new LinkedBlockingQueue<>();
    private final BlockingQueue<Packet> packets = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();
    private Buffer bytes = Buffer.buffer();
    private WebSocket socket;

    static FeedClient open(HttpClient client, URI uri) throws Exception {
        FeedClient feed = new FeedClient();
        feed.socket = client.newWebSocketBuilder().buildAsync(uri, feed).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return feed;
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            answers.add(new JsonObject(text.toString()));
            text.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
        byte[] part = new byte[data.remaining()];
        data.get(part);
        bytes.appendBytes(part);
        if (last) {
            packets.add(PacketCodec.decode(bytes));
            bytes = Buffer.buffer();
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        closed.complete(statusCode);
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        closed.completeExceptionally(error);
    }

    void send(String message) throws Exception {
        socket.sendText(message, true).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    void sendBinary(byte[] message) throws Exception {
        socket.sendBinary(ByteBuffer.wrap(message), true).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Sends what answers a ping. */
    void sendPong() throws Exception {
        socket.sendPong(ByteBuffer.allocate(0)).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Sends the text in two frames of one message. */
    void sendInTwo(String message) throws Exception {
        int half = message.length() / 2;
        socket.sendText(message.substring(0, half), false).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        socket.sendText(message.substring(half), true).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    void leave() {
        socket.abort();
    }

    /** The next text message; waits for it. */
    JsonObject answer() throws InterruptedException {
        JsonObject answer = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (answer == null) {
            throw new AssertionError("no answer");
        }
        return answer;
    }

    /** The next packet; waits for it. */
    Packet packet() throws InterruptedException {
        Packet packet = packets.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (packet == null) {
            throw new AssertionError("no packet");
        }
        return packet;
    }

    /** The status with which the gateway closed the socket; waits for it. */
    int closeStatus() throws Exception {
        return closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
