package org.bittube.gateway.nal;

/**
 * Reads the bits of a NAL unit, without the bytes that keep start codes from arising (H.264 §7.3.1). Past the end it gives zeros and remembers it.
 */
final class PayloadBits {
    private final byte[] unit;
    private int at;
    private int zeros;
    private int bit = 8;
    private int current;
    private boolean exhausted;

    /** @param start of the payload, behind the unit's header */
    PayloadBits(byte[] unit, int start) {
        this.unit = unit;
        this.at = start;
    }

    /** Whether more was read than there is. */
    boolean exhausted() {
        return exhausted;
    }

    int bit() {
        if (bit == 8) {
            next();
        }
        return (current >> (7 - bit++)) & 1;
    }

    boolean flag() {
        return bit() == 1;
    }

    /** @param count at most 32 */
    long bits(int count) {
        long value = 0;
        for (int i = 0; i < count; i++) {
            value = value << 1 | bit();
        }
        return value;
    }

    void skip(int count) {
        for (int i = 0; i < count; i++) {
            bit();
        }
    }

    /** ue(v), H.264 §9.1. */
    long unsigned() {
        int leading = 0;
        while (leading < 32 && bit() == 0) {
            if (exhausted) {
                return 0;
            }
            leading++;
        }
        return (1L << leading) - 1 + bits(leading);
    }

    /** se(v), H.264 §9.1.1. */
    long signed() {
        long code = unsigned();
        return (code & 1) == 1 ? (code + 1) / 2 : -(code / 2);
    }

    private void next() {
        bit = 0;
        if (zeros == 2 && at < unit.length && unit[at] == 3) {
            at++;
            zeros = 0;
        }
        if (at >= unit.length) {
            exhausted = true;
            current = 0;
            return;
        }
        current = unit[at++];
        zeros = current == 0 ? zeros + 1 : 0;
    }
}
