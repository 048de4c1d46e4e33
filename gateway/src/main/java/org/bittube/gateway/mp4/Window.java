package org.bittube.gateway.mp4;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/**
 * Reads a file by position through a buffer of a fixed size; big-endian. Cheap for reads that go forward, as in one table. Several
 * windows may share one channel, whose position they move.
 */
final class Window {
    private final SeekableByteChannel channel;
    private final long size;
    private final ByteBuffer bytes;
    private long start;

    /**
     * @param size length of the file; what is appended later is not seen
     * @param windowBytes how much is read at a time, 8 or more
     */
    Window(SeekableByteChannel channel, long size, int windowBytes) {
        this.channel = channel;
        this.size = size;
        this.bytes = ByteBuffer.allocate(windowBytes).limit(0);
    }

    /** Another window on the same file. */
    Window another(int windowBytes) {
        return new Window(channel, size, windowBytes);
    }

    /** Length of the file. */
    long size() {
        return size;
    }

    int u8(long at) throws IOException {
        return bytes.get(need(at, 1)) & 0xFF;
    }

    int u16(long at) throws IOException {
        return bytes.getShort(need(at, 2)) & 0xFFFF;
    }

    int u24(long at) throws IOException {
        return i32(at) & 0xFFFFFF;
    }

    int i32(long at) throws IOException {
        return bytes.getInt(need(at, 4));
    }

    long u32(long at) throws IOException {
        return i32(at) & 0xFFFFFFFFL;
    }

    /**
     * An unsigned number of 64 bits.
     *
     * @throws Mp4Exception when it does not fit into 63
     */
    long u64(long at) throws IOException {
        long value = i64(at);
        if (value < 0) {
            throw Mp4Exception.damaged("is damaged: a number is too large at byte " + at, at);
        }
        return value;
    }

    long i64(long at) throws IOException {
        return bytes.getLong(need(at, 8));
    }

    /** A copy. The caller has checked that so much memory may be taken. */
    byte[] copy(long at, int length) throws IOException {
        byte[] copy = new byte[length];
        copyTo(at, copy, 0);
        return copy;
    }

    /** Fills {@code target} from an index on; past the window the bytes go straight into it. */
    void copyTo(long at, byte[] target, int from) throws IOException {
        int length = target.length - from;
        if (length <= bytes.capacity()) {
            if (length > 0) {
                bytes.get(need(at, length), target, from, length);
            }
            return;
        }
        checkEnd(at, length);
        fill(at, ByteBuffer.wrap(target, from, length));
    }

    /** The index in the buffer at which those bytes stand. */
    private int need(long at, int length) throws IOException {
        if (at < start || at + length > start + bytes.limit()) {
            checkEnd(at, length);
            bytes.clear().limit((int) Math.min(bytes.capacity(), size - at));
            fill(at, bytes);
            bytes.flip();
            start = at;
        }
        return (int) (at - start);
    }

    private void checkEnd(long at, long length) {
        if (at < 0 || at > size - length) {
            throw Mp4Exception.damaged("is cut off: it ends at byte " + size + " and goes on in its tables", size);
        }
    }

    private void fill(long at, ByteBuffer target) throws IOException {
        channel.position(at);
        while (target.hasRemaining()) {
            if (channel.read(target) < 0) {
                throw new IOException("the file became shorter while it was read");
            }
        }
    }
}
