package org.bittube.gateway.ts;

import java.util.Arrays;

/**
 * Puts the PES packets of one PID together (ISO/IEC 13818-1 §2.4.3.6). One whose length is told is handed out with its last byte, one of length 0 when the next
 * begins. One of which something was lost is not handed out. Memory: one PES packet of {@value #MOST_BYTES} bytes at most.
 */
final class PesReader {
    static final int MOST_BYTES = 8 << 20;

    /** No timestamp stands there. */
    static final long NONE = -1;

    private static final int HEAD_BYTES = 6;
    private static final int FLAGS_BYTES = 9;
    private static final int SMALL_BYTES = 16 << 10;

    private final Runnable damage;
    private byte[] packet = new byte[SMALL_BYTES];
    private int held;
    private boolean open;

    /** Takes PES packets. */
    @FunctionalInterface
    interface Sink {
        /**
         * One packet's payload; the bytes may not be kept.
         *
         * @param pts in 1/90,000 s, 33 bits; {@link #NONE} when there is none
         * @param dts as pts, and the same as pts where only that is told
         */
        void pes(byte[] bytes, int from, int to, long pts, long dts);
    }

    /** @param damage is run for each packet that is thrown away */
    PesReader(Runnable damage) {
        this.damage = damage;
    }

    /** Packets were lost: what is held is not whole. */
    void lose() {
        if (open && held > 0) {
            damage.run();
        }
        open = false;
        held = 0;
    }

    /** Nothing more comes: what has no told length is whole. */
    void flush(Sink sink) {
        if (open && held >= HEAD_BYTES && toldBytes() == 0) {
            emit(held, sink);
            open = false;
            held = 0;
        } else {
            lose();
        }
    }

    void payload(byte[] bytes, int from, int to, boolean unitStart, Sink sink) {
        if (unitStart) {
            flush(sink);
            open = true;
        }
        if (!open) {
            return;
        }
        if (held + to - from > MOST_BYTES) {
            lose();
            return;
        }
        append(bytes, from, to);
        if (held < HEAD_BYTES) {
            return;
        }
        if (packet[0] != 0 || packet[1] != 0 || packet[2] != 1) {
            lose();
            return;
        }
        int told = toldBytes();
        if (told > 0 && held >= HEAD_BYTES + told) {
            emit(HEAD_BYTES + told, sink);
            open = false;
            held = 0;
        }
    }

    private int toldBytes() {
        return (packet[4] & 0xFF) << 8 | (packet[5] & 0xFF);
    }

    private void append(byte[] bytes, int from, int to) {
        int count = to - from;
        if (packet.length - held < count) {
            packet = Arrays.copyOf(packet, Math.min(MOST_BYTES, Math.max(2 * packet.length, held + count)));
        }
        System.arraycopy(bytes, from, packet, held, count);
        held += count;
    }

    private void emit(int end, Sink sink) {
        int from = end >= FLAGS_BYTES ? FLAGS_BYTES + (packet[8] & 0xFF) : end;
        if (from >= end || (packet[6] & 0xC0) != 0x80) {
            if (end > FLAGS_BYTES) {
                damage.run();
            }
            return;
        }
        boolean hasPts = (packet[7] & 0x80) != 0 && from >= FLAGS_BYTES + 5;
        boolean hasDts = (packet[7] & 0xC0) == 0xC0 && from >= FLAGS_BYTES + 10;
        long pts = hasPts ? timestamp(FLAGS_BYTES) : NONE;
        sink.pes(packet, from, end, pts, hasDts ? timestamp(FLAGS_BYTES + 5) : pts);
        if (packet.length > 64 * SMALL_BYTES) {
            packet = new byte[SMALL_BYTES];
        }
    }

    private long timestamp(int at) {
        return (packet[at] & 0x0EL) << 29
                | (packet[at + 1] & 0xFFL) << 22
                | (packet[at + 2] & 0xFEL) << 14
                | (packet[at + 3] & 0xFFL) << 7
                | (packet[at + 4] & 0xFEL) >> 1;
    }
}
