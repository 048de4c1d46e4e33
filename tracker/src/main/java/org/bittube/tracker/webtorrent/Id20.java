package org.bittube.tracker.webtorrent;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * 20 bytes: an {@code info_hash}, or a {@code peer_id}. Comparable, so that a map whose keys' hashes were made to meet
 * stays quick.
 *
 * @param head bytes 0 … 7, the first one highest
 * @param middle bytes 8 … 15
 * @param tail bytes 16 … 19
 */
public record Id20(long head, long middle, int tail) implements Comparable<Id20> {
    static final int BYTES = 20;
    private static final int BITS_PER_BYTE = 8;
    private static final int LONG_BYTES = 8;

    /** The id of these 20 bytes. */
    public static Id20 of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("an id has 20 bytes, not " + bytes.length);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new Id20(buffer.getLong(), buffer.getLong(), buffer.getInt());
    }

    /** The byte at {@code index}, 0 … 255. */
    int byteAt(int index) {
        if (index < LONG_BYTES) {
            return (int) (head >>> (BITS_PER_BYTE * (LONG_BYTES - 1 - index))) & 0xFF;
        }
        if (index < 2 * LONG_BYTES) {
            return (int) (middle >>> (BITS_PER_BYTE * (2 * LONG_BYTES - 1 - index))) & 0xFF;
        }
        return (tail >>> (BITS_PER_BYTE * (BYTES - 1 - index))) & 0xFF;
    }

    @Override
    public int hashCode() {
        long mixed = (head * 31 + middle) * 0x9E37_79B9_7F4A_7C15L + tail;
        return (int) (mixed ^ (mixed >>> 32));
    }

    @Override
    public int compareTo(Id20 other) {
        int byHead = Long.compare(head, other.head);
        int byMiddle = byHead != 0 ? byHead : Long.compare(middle, other.middle);
        return byMiddle != 0 ? byMiddle : Integer.compare(tail, other.tail);
    }

    /** 40 hexadecimal digits. */
    @Override
    public String toString() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(head) + hex.toHexDigits(middle) + hex.toHexDigits(tail);
    }
}
