package org.bittube.gateway.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/** A part of a file as a stream, which tells how much of it was read. */
final class FilePart extends InputStream {
    private final FileChannel channel;
    private final LongConsumer read;
    private long left;

    FilePart(Path file, long offset, long length, LongConsumer read) throws IOException {
        this.channel = FileChannel.open(file).position(offset);
        this.left = length;
        this.read = read;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (left == 0) {
            return -1;
        }
        int count = channel.read(ByteBuffer.wrap(target, offset, (int) Math.min(length, left)));
        if (count < 0) {
            throw new IOException("the file became shorter while it was sent");
        }
        left -= count;
        read.accept(count);
        return count;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
