package org.bittube.gateway.ts;

import java.util.Arrays;

/** Puts the sections of one PID together, which may go over several packets (ISO/IEC 13818-1 §2.4.4). Memory: one section. */
final class SectionReader {
    private static final int HEAD_BYTES = 3;
    private static final int CRC_BYTES = 4;
    private static final int MOST_BYTES = 1_024;
    private static final int STUFFING = 0xFF;
    private static final int POLYNOMIAL = 0x04C1_1DB7;

    private final byte[] section = new byte[MOST_BYTES];
    private int held;
    private boolean open;
    private final Runnable damage;

    /** Takes whole sections with a right checksum. */
    @FunctionalInterface
    interface Sink {
        void section(byte[] section);
    }

    /** @param damage is run for each section that is thrown away */
    SectionReader(Runnable damage) {
        this.damage = damage;
    }

    /** Packets were lost. */
    void lose() {
        open = false;
        held = 0;
    }

    void payload(byte[] bytes, int from, int to, boolean unitStart, Sink sink) {
        int at = from;
        if (unitStart) {
            int pointer = at < to ? bytes[at] & 0xFF : 0;
            at++;
            int first = Math.min(to, at + pointer);
            if (open) {
                take(bytes, at, first, sink);
            }
            at = first;
            lose();
            open = true;
        }
        while (open && at < to) {
            if (held == 0 && (bytes[at] & 0xFF) == STUFFING) {
                open = false;
                return;
            }
            at = take(bytes, at, to, sink);
        }
    }

    /** Takes bytes up to the end of a section, and answers where it stopped. */
    private int take(byte[] bytes, int from, int to, Sink sink) {
        int at = from;
        while (at < to) {
            section[held++] = bytes[at++];
            if (held < HEAD_BYTES) {
                continue;
            }
            int whole = HEAD_BYTES + ((section[1] & 0x0F) << 8 | (section[2] & 0xFF));
            if (whole > MOST_BYTES || whole < HEAD_BYTES + CRC_BYTES) {
                damage.run();
                lose();
                return to;
            }
            if (held == whole) {
                held = 0;
                if (crc(section, whole) == 0) {
                    sink.section(Arrays.copyOf(section, whole));
                } else {
                    damage.run();
                }
                return at;
            }
        }
        return at;
    }

    /** Over a section with its checksum: 0 when it is right (annex A). */
    private static int crc(byte[] bytes, int length) {
        int crc = -1;
        for (int i = 0; i < length; i++) {
            crc ^= bytes[i] << 24;
            for (int bit = 0; bit < 8; bit++) {
                crc = crc < 0 ? crc << 1 ^ POLYNOMIAL : crc << 1;
            }
        }
        return crc;
    }
}
