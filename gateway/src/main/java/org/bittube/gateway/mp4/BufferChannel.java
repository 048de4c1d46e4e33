package org.bittube.gateway.mp4;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/** Bytes in memory, read as a file is. */
final class BufferChannel implements SeekableByteChannel {
    private final Buffer bytes;
    private long position;

    BufferChannel(Buffer bytes) {
        this.bytes = bytes;
    }

    @Override
    public int read(ByteBuffer target) {
        int left = (int) Math.max(0, bytes.length() - position);
        if (left == 0) {
            return -1;
        }
        int count = Math.min(left, target.remaining());
        target.put(bytes.getBytes((int) position, (int) position + count));
        position += count;
        return count;
    }

    @Override
    public int write(ByteBuffer source) {
        throw new NonWritableChannelException();
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public SeekableByteChannel position(long to) {
        position = to;
        return this;
    }

    @Override
    public long size() {
        return bytes.length();
    }

    @Override
    public SeekableByteChannel truncate(long size) {
        throw new NonWritableChannelException();
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
