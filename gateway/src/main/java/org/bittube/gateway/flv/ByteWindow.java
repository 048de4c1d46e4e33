package org.bittube.gateway.flv;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;

/**
 * The part of an input that has arrived and is not used up yet; index 0 is its first byte. Grows to what its owner leaves in it
 * and gives large arrays back when it is empty.
 */
public final class ByteWindow {
    private static final int SMALL_BYTES = 64 << 10;

    /** Room for the largest tag; beyond it the array grows to what is needed and no further. */
    private static final int LARGE_BYTES = (16 << 20) + SMALL_BYTES;

    private byte[] bytes = new byte[SMALL_BYTES];
    private int start;
    private int end;
    private long offset;

    /** Puts bytes at the end; they are copied. */
    public void append(Buffer chunk) {
        int added = chunk.length();
        if (bytes.length - end < added) {
            makeRoom(added);
        }
        chunk.getBytes(bytes, end);
        end += added;
    }

    private void makeRoom(int added) {
        int held = length();
        int wanted = Math.addExact(held, added);
        byte[] target = wanted <= bytes.length ? bytes : new byte[Math.max(wanted, Math.min(2 * held, LARGE_BYTES))];
        System.arraycopy(bytes, start, target, 0, held);
        bytes = target;
        start = 0;
        end = held;
    }

    /** Bytes that are there. */
    public int length() {
        return end - start;
    }

    /** Position of index 0 in the whole input. */
    public long offset() {
        return offset;
    }

    /** The byte there. */
    public int u8(int index) {
        return bytes[start + index] & 0xFF;
    }

    /** Three bytes, big-endian. */
    public int u24(int index) {
        return u8(index) << 16 | u8(index + 1) << 8 | u8(index + 2);
    }

    /** Four bytes, big-endian, unsigned. */
    public long u32(int index) {
        return (long) u24(index) << 8 | u8(index + 3);
    }

    /** A copy of the bytes of {@code from} up to, not with, {@code to}. */
    public Buffer copy(int from, int to) {
        return Buffer.buffer(Arrays.copyOfRange(bytes, start + from, start + to));
    }

    /** Copies {@code count} bytes out. */
    public void copy(int from, int count, byte[] target, int at) {
        System.arraycopy(bytes, start + from, target, at, count);
    }

    /** Uses up the first bytes. */
    public void drop(int count) {
        start += count;
        offset += count;
        if (start == end) {
            start = 0;
            end = 0;
            if (bytes.length > SMALL_BYTES) {
                bytes = new byte[SMALL_BYTES];
            }
        }
    }
}
