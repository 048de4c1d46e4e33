package org.bittube.gateway.ts;

/**
 * Cuts sound into its frames, which begin and end anywhere in PES packets. A packet's time is that of the first frame that begins in it; the others
 * follow by their lengths. Memory: the rest of one frame, and a packet.
 */
abstract class FramedAudio implements ElementaryStream {
    private static final int MOST_FRAME_BYTES = 8_192;

    private final int headBytes;
    private final WideClock clock;
    private final Runnable damage;
    private byte[] held = new byte[MOST_FRAME_BYTES];
    private int heldBytes;
    private boolean timed;
    private boolean synced;
    private long ticks;

    /** @param headBytes that {@link #frameBytes} looks at */
    FramedAudio(int headBytes, WideClock clock, Runnable damage) {
        this.headBytes = headBytes;
        this.clock = clock;
        this.damage = damage;
    }

    /** Bytes of the frame that begins there, its head included; 0 when none can begin there. */
    abstract int frameBytes(byte[] bytes, int at);

    /** How long a frame lasts, in 1/90,000 s. */
    abstract long durationTicks(byte[] bytes, int at);

    /** Takes a whole frame; the bytes may not be kept. */
    abstract void frame(byte[] bytes, int at, int length, long millis);

    @Override
    public final void pes(byte[] bytes, int from, int to, long pts, long dts) {
        int boundary = heldBytes;
        append(bytes, from, to);
        int at = 0;
        boolean due = pts != PesReader.NONE;
        while (heldBytes - at >= headBytes) {
            int length = frameBytes(held, at);
            if (length == 0 || (!synced && !followed(at + length))) {
                if (synced) {
                    damage.run();
                    synced = false;
                }
                at++;
                continue;
            }
            if (heldBytes - at < length) {
                break;
            }
            if (due && at >= boundary) {
                due = false;
                timed = true;
                ticks = clock.widen(pts);
            }
            synced = true;
            if (timed) {
                frame(held, at, length, WideClock.millis(ticks));
                ticks += durationTicks(held, at);
            }
            at += length;
        }
        if (due && heldBytes > at && at >= boundary) {
            // The first frame of this packet ends in the next one.
            timed = true;
            ticks = clock.widen(pts);
        }
        heldBytes -= at;
        System.arraycopy(held, at, held, 0, heldBytes);
    }

    @Override
    public final void lose() {
        if (heldBytes > 0) {
            damage.run();
        }
        heldBytes = 0;
        synced = false;
        timed = false;
    }

    @Override
    public final void flush() {
        // Half a frame cannot be played.
        heldBytes = 0;
        synced = false;
    }

    /** Whether another frame, or the end of what has come, stands there. */
    private boolean followed(int at) {
        return at + headBytes > heldBytes || frameBytes(held, at) > 0;
    }

    private void append(byte[] bytes, int from, int to) {
        int count = to - from;
        if (held.length - heldBytes < count) {
            byte[] larger = new byte[heldBytes + count + MOST_FRAME_BYTES];
            System.arraycopy(held, 0, larger, 0, heldBytes);
            held = larger;
        }
        System.arraycopy(bytes, from, held, heldBytes, count);
        heldBytes += count;
    }
}
