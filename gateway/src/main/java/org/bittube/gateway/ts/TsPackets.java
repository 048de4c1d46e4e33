package org.bittube.gateway.ts;

import io.vertx.core.buffer.Buffer;

/**
 * Finds the packets of 188 bytes in an input, also where each has a time in front (192 bytes) or a checksum behind (204 bytes), and finds them again
 * after damage. Memory: the chunk given and three packets.
 */
final class TsPackets {
    static final int PACKET_BYTES = 188;

    private static final int SYNC = 0x47;
    private static final int[] STRIDES = {PACKET_BYTES, 192, 204};
    private static final int LONGEST_STRIDE = 204;
    /** Syncs in a row that are believed. */
    private static final int SYNCS = 3;
    /** An input of which so much passed without a packet is something else. */
    private static final int HOPELESS_BYTES = 256 << 10;

    private byte[] held = new byte[0];
    private int start;
    private int end;
    private int stride;
    private int owed;
    private boolean found;
    private long resyncs;
    private int passedBytes;

    /** Takes packets; the bytes may not be kept. */
    @FunctionalInterface
    interface Sink {
        void packet(byte[] bytes, int at);
    }

    /** @throws TsException when there is no transport stream in the input */
    void accept(Buffer chunk, Sink sink) {
        append(chunk);
        skip(owed);
        read(sink, false);
    }

    /** The input ends here, or goes on elsewhere: what waits is all there is. */
    void flush(Sink sink) {
        read(sink, true);
        start = end;
        owed = 0;
        stride = 0;
    }

    /** How often packets had to be looked for in the middle of the input. */
    long resyncs() {
        return resyncs;
    }

    private void read(Sink sink, boolean last) {
        while (end - start >= PACKET_BYTES) {
            if (stride == 0 && !find(last)) {
                return;
            }
            if (held[start] != SYNC) {
                stride = 0;
                resyncs++;
                continue;
            }
            sink.packet(held, start);
            skip(stride);
        }
    }

    /** What stands behind a packet may still be on its way, or never come. */
    private void skip(int count) {
        int here = Math.min(count, end - start);
        start += here;
        owed = count - here;
    }

    /** Moves to the first byte of a packet, if one is certain. */
    private boolean find(boolean last) {
        for (int at = start; at + PACKET_BYTES <= end; at++) {
            if (held[at] == SYNC) {
                boolean undecided = false;
                for (int candidate : STRIDES) {
                    int wanted = at + (SYNCS - 1) * candidate;
                    if (repeats(at, candidate)) {
                        if (wanted < end || last) {
                            pass(at - start);
                            stride = candidate;
                            found = true;
                            passedBytes = 0;
                            return true;
                        }
                        undecided = true;
                    }
                }
                if (undecided) {
                    pass(at - start);
                    return false;
                }
            }
        }
        pass(Math.max(0, end - start - PACKET_BYTES + 1));
        return false;
    }

    private boolean repeats(int at, int candidate) {
        for (int i = 1; i < SYNCS && at + i * candidate < end; i++) {
            if (held[at + i * candidate] != SYNC) {
                return false;
            }
        }
        return true;
    }

    private void pass(int count) {
        start += count;
        passedBytes += count;
        if (!found && passedBytes > HOPELESS_BYTES) {
            throw new TsException("is no MPEG-TS");
        }
    }

    private void append(Buffer chunk) {
        int waiting = end - start;
        if (held.length - end < chunk.length()) {
            byte[] target = new byte[waiting + chunk.length() + SYNCS * LONGEST_STRIDE];
            System.arraycopy(held, start, target, 0, waiting);
            held = target;
            start = 0;
            end = waiting;
        }
        chunk.getBytes(held, end);
        end += chunk.length();
    }
}
