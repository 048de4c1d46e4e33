package org.bittube.gateway.publish;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;
import org.bittube.gateway.http.Problem;
import org.bittube.gateway.source.Admission;

/** One page that publishes: its key first, then FLV, in messages cut wherever it likes. Confined to its event loop. */
final class PublishSocket implements FlvPush.Answer {
    /** RFC 6455 §7.4.1: normal closure. */
    private static final short NORMAL = 1000;
    /** RFC 6455 §7.4.1: policy violation. */
    private static final short POLICY = 1008;

    /** So long an acknowledgement waits for more bytes to tell of. */
    private static final long ACKNOWLEDGE_MILLIS = 100;

    private final ServerWebSocket socket;
    private final LongSupplier clockMillis;
    private final Later later;
    private final Runnable onEnding;
    private final FlvPush push;
    private boolean admitted;
    private boolean ending;
    private long receivedBytes;
    private boolean acknowledging;

    /** Runs something on the socket's event loop after a while. */
    interface Later {
        void run(long afterMillis, Runnable task);
    }

    /**
     * @param onEnding told once, when this side wants the connection to end, so that it ends even where the page does not read
     */
    PublishSocket(ServerWebSocket socket, PushLimits limits, LongSupplier clockMillis, Later later, Runnable onEnding) {
        this.socket = socket;
        this.clockMillis = clockMillis;
        this.later = later;
        this.onEnding = onEnding;
        this.push = new FlvPush(new Intake(socket, limits.bytesPerSecond(), clockMillis.getAsLong()), limits, this);
    }

    /** Where the page shows its key. */
    interface Door {
        Admission admit(String key, FlvPush push);

        /** How long a page that was refused is to wait. */
        long waitMillis();

        /** The page publishes. */
        void admitted(FlvPush push);

        /** The connection has ended. */
        void gone();
    }

    /** Reads on. */
    void open(Door door) {
        socket.frameHandler(frame -> {
            if (ending) {
                return;
            }
            if (admitted) {
                stream(frame);
            } else {
                greet(frame, door);
            }
        });
        socket.exceptionHandler(trouble -> push.gone()); // the close handler is told, too
        socket.closeHandler(closed -> {
            ending = true;
            Short code = socket.closeStatusCode();
            if (code != null && code == NORMAL) {
                push.ended();
            } else {
                push.gone();
            }
            door.gone();
        });
    }

    /** The page has not shown a key for too long. */
    void hurry() {
        if (!admitted && !ending) {
            end(POLICY, "no key came");
        }
    }

    @Override
    public void taken() {
        // The page itself has ended it.
    }

    @Override
    public void refused(Problem problem) {
        say(PublishMessages.ended(problem.detail()));
        end(NORMAL, "ended");
    }

    private void stream(WebSocketFrame frame) {
        if (frame.isText()) {
            push.gone();
            end(POLICY, "only the stream is expected here");
        } else if (frame.isBinary() || frame.isContinuation()) {
            Buffer data = frame.binaryData();
            receivedBytes += data.length();
            push.received(data, clockMillis.getAsLong());
            acknowledgeSoon();
        }
    }

    /**
     * What the page has sent waits in its operating system, unseen by it: only the other end knows how much has arrived. The last bytes are
     * acknowledged as all others are, for a page to which nothing is said believes that they are late, and sends nothing that could be answered.
     */
    private void acknowledgeSoon() {
        if (!acknowledging) {
            acknowledging = true;
            later.run(ACKNOWLEDGE_MILLIS, () -> {
                acknowledging = false;
                acknowledge();
            });
        }
    }

    private void acknowledge() {
        if (ending) {
            return;
        }
        if (socket.writeQueueFull()) {
            acknowledgeSoon();
        } else {
            say(PublishMessages.received(receivedBytes));
        }
    }

    private void greet(WebSocketFrame frame, Door door) {
        if (frame.isPing() || frame.isClose()) {
            return;
        }
        Buffer data = frame.binaryData();
        String key = frame.isText() && frame.isFinal() && data.length() <= PublishMessages.MOST_BYTES
                ? PublishMessages.key(data.toString(StandardCharsets.UTF_8))
                : null;
        if (key == null) {
            end(POLICY, "the first message shows the key");
            return;
        }
        Admission admission = door.admit(key, push);
        if (admission instanceof Admission.Refused refused) {
            say(PublishMessages.refused(refused, door.waitMillis()));
            end(POLICY, "refused");
        } else if (admission instanceof Admission.Granted granted) {
            admitted = true;
            push.begin(granted.publication());
            door.admitted(push);
            say(PublishMessages.publishing());
        }
    }

    private void say(String message) {
        // The future is dropped: whoever does not hear it is gone, or is told to go.
        socket.writeTextMessage(message);
    }

    private void end(short code, String reason) {
        ending = true;
        socket.resume(); // what still comes is thrown away, for the end of it is to be read
        socket.close(code, reason);
        onEnding.run();
    }
}
