package org.bittube.tracker.app;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.bittube.tracker.message.Device;
import org.bittube.tracker.message.EventCodec;
import org.bittube.tracker.message.Introduce;
import org.bittube.tracker.message.Introduce.Partner;
import org.bittube.tracker.message.Join;
import org.bittube.tracker.message.Nat;
import org.bittube.tracker.message.RequestCodec;
import org.bittube.tracker.message.TrackerEvent;
import org.bittube.tracker.message.TrackerRequest;
import org.bittube.tracker.message.Welcome;

/** A viewer's socket: what it receives waits in a queue until the test asks for it. */
final class TestViewer {
    private static final long PATIENCE_SECONDS = 10;

    /** Kept, because a client that nobody holds any more closes its sockets when it is collected. */
    private final WebSocketClient client;

    private final WebSocket socket;
    private final BlockingQueue<TrackerEvent> events = new LinkedBlockingQueue<>();
    private final CompletableFuture<Short> closed = new CompletableFuture<>();

    private TestViewer(WebSocketClient client, WebSocket socket) {
        this.client = client;
        this.socket = socket;
    }

    static TestViewer connect(Vertx vertx, int port) throws Exception {
        WebSocketClient client = vertx.createWebSocketClient(new WebSocketClientOptions());
        return client.connect(port, "127.0.0.1", "/tracker")
                .map(socket -> {
                    TestViewer viewer = new TestViewer(client, socket);
                    socket.textMessageHandler(text -> viewer.events.add(EventCodec.decode(text)));
                    socket.closeHandler(nothing -> viewer.closed.complete(socket.closeStatusCode()));
                    return viewer;
                })
                .toCompletionStage()
                .toCompletableFuture()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Joins and returns the answer. */
    Welcome join(String group) throws InterruptedException {
        send(joinRequest(group));
        return next(Welcome.class);
    }

    static Join joinRequest(String group) {
        return new Join(group, 1500, Device.DESKTOP, Nat.OPEN, 6, Optional.empty());
    }

    void send(TrackerRequest request) {
        sendText(RequestCodec.encode(request));
    }

    void sendText(String text) {
        socket.writeTextMessage(text);
    }

    WebSocket socket() {
        return socket;
    }

    /** The next event, which must be of this kind. */
    <E extends TrackerEvent> E next(Class<E> kind) throws InterruptedException {
        TrackerEvent event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("expected " + kind.getSimpleName() + ", got nothing; closed with "
                    + closed.getNow(null) + " " + socket.closeReason());
        }
        if (!kind.isInstance(event)) {
            throw new AssertionError("expected " + kind.getSimpleName() + ", got " + event);
        }
        return kind.cast(event);
    }

    /** The next introduction, which must be of one peer. */
    Partner nextPartner() throws InterruptedException {
        Introduce introduce = next(Introduce.class);
        if (introduce.peers().size() != 1) {
            throw new AssertionError("expected one partner, got " + introduce);
        }
        return introduce.peers().get(0);
    }

    boolean hasWaitingEvent() {
        return !events.isEmpty();
    }

    /** The status that the tracker closed the socket with. */
    int closedWith() throws Exception {
        return closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    void disconnect() {
        RunningTracker.await(client.close());
    }

    boolean isClosed() {
        return closed.isDone();
    }
}
