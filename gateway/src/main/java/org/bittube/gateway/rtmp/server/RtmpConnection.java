package org.bittube.gateway.rtmp.server;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.streams.WriteStream;
import java.util.function.Consumer;
import org.bittube.gateway.publish.Intake;
import org.bittube.gateway.rtmp.chunk.RtmpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One socket and its session: limits in time and bytes. Confined to its event loop. */
final class RtmpConnection implements Link {
    private static final Logger LOG = LoggerFactory.getLogger(RtmpConnection.class);

    /** Acknowledgements and a command now and then. */
    private static final long PLAYER_BYTES_PER_SECOND = 16 << 10;

    private final NetSocket socket;
    private final String address;
    private final RtmpLimits limits;
    private final ServerSession session;
    private final long openedMillis;
    private final Intake intake;

    RtmpConnection(
            NetSocket socket,
            String address,
            RtmpLimits limits,
            Reception reception,
            Consumer<byte[]> random,
            long nowMillis) {
        this.socket = socket;
        this.address = address;
        this.limits = limits;
        this.session = new ServerSession(this, reception, random);
        this.openedMillis = nowMillis;
        this.intake = new Intake(socket, limits.bytesPerSecond(), nowMillis);
        socket.setWriteQueueMaxSize(limits.unsentBytes());
    }

    String address() {
        return address;
    }

    boolean isBusy() {
        return session.isBusy();
    }

    void received(Buffer bytes, long nowMillis) {
        intake.received(bytes.length(), nowMillis);
        try {
            session.accept(bytes);
        } catch (RtmpException e) {
            abort(String.valueOf(e.getMessage()));
            return;
        }
        if (session.isFull()) {
            intake.hold(Intake.Hold.ROOM);
        }
    }

    /** Once a second: closes what took too long, and reads on where too much had come. */
    void tick(long nowMillis) {
        intake.tick(nowMillis);
        boolean silent = intake.silentMillis(nowMillis) >= limits.idleMillis();
        if (!session.isBusy() && nowMillis - openedMillis >= limits.publishWithinMillis()) {
            abort("Nothing was published or played within " + limits.publishWithinMillis() / 1_000 + " s.");
        } else if (silent && !session.isPlaying()) {
            abort(
                    intake.isHeld(Intake.Hold.ANSWERS)
                            ? "The encoder does not read the answers."
                            : "The encoder sent nothing for " + limits.idleMillis() / 1_000 + " s.");
        }
    }

    /** The socket is gone. */
    void gone() {
        session.end("The connection to the encoder was lost.");
    }

    @Override
    public void abort(String reason) {
        LOG.debug("rtmp connection closed address={} reason=\"{}\"", address, reason);
        session.end(reason);
        // The future is dropped: there is nothing to do when a socket cannot be closed.
        socket.close();
    }

    @Override
    public void send(Buffer bytes) {
        // The future is dropped: a socket that fails tells its close handler.
        socket.write(bytes);
        if (socket.writeQueueFull() && !session.isPlaying() && !intake.isHeld(Intake.Hold.ANSWERS)) {
            intake.hold(Intake.Hold.ANSWERS);
            socket.drainHandler(drained -> intake.release(Intake.Hold.ANSWERS));
        }
    }

    @Override
    public void close(String reason) {
        LOG.debug("rtmp connection ends address={} reason=\"{}\"", address, reason);
        // The future is dropped: as in abort.
        socket.end();
    }

    @Override
    public WriteStream<Buffer> out() {
        return socket;
    }

    @Override
    public void onPlay() {
        // Whether the player reads is the matter of the seat that it has now, which has the drain handler, too.
        intake.release(Intake.Hold.ANSWERS);
        intake.limit(PLAYER_BYTES_PER_SECOND);
    }

    @Override
    public void onRoom() {
        intake.release(Intake.Hold.ROOM);
    }
}
