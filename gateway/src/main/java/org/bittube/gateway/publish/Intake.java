package org.bittube.gateway.publish;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.EnumSet;
import java.util.Set;

/**
 * How much is read of one encoder: so many bytes a second, and nothing while something holds it; what is more waits in the encoder. Knows how
 * long it has been silent. Confined to its event loop.
 */
public final class Intake {
    private final ReadStream<Buffer> from;
    private long bytesPerSecond;
    private final Set<Hold> holds = EnumSet.noneOf(Hold.class);
    private long bytesThisSecond;
    private long lastMillis;

    /** Why nothing is read for now. */
    public enum Hold {
        /** Too much came within the second. */
        RATE,
        /** What came already waits for its time. */
        ROOM,
        /** The encoder does not read what it is answered. */
        ANSWERS
    }

    public Intake(ReadStream<Buffer> from, long bytesPerSecond, long nowMillis) {
        this.from = from;
        this.bytesPerSecond = bytesPerSecond;
        this.lastMillis = nowMillis;
    }

    /** From now on so many bytes a second. */
    public void limit(long most) {
        bytesPerSecond = most;
    }

    public void received(int bytes, long nowMillis) {
        lastMillis = nowMillis;
        bytesThisSecond += bytes;
        if (bytesThisSecond > bytesPerSecond) {
            hold(Hold.RATE);
        }
    }

    /** To be called once a second. */
    public void tick(long nowMillis) {
        bytesThisSecond = 0;
        if (holds.contains(Hold.ROOM)) {
            lastMillis = nowMillis;
        }
        release(Hold.RATE);
    }

    public void hold(Hold reason) {
        if (holds.isEmpty()) {
            from.pause();
        }
        holds.add(reason);
    }

    /** Reads on when nothing else holds it. */
    public void release(Hold reason) {
        if (holds.remove(reason) && holds.isEmpty()) {
            from.resume();
        }
    }

    public boolean isHeld(Hold reason) {
        return holds.contains(reason);
    }

    /** How long nothing came; while nothing is read because what came already waits, that is no silence. */
    public long silentMillis(long nowMillis) {
        return nowMillis - lastMillis;
    }
}
