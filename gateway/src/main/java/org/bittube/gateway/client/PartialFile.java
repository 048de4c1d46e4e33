package org.bittube.gateway.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.bittube.gateway.object.PieceLayout;

/** A file on its way: {@code NAME.part} beside its place, until every byte has been checked. */
final class PartialFile implements AutoCloseable {
    private final Path target;
    private final Path part;
    private final FileChannel channel;
    private final PieceLayout pieces;

    private PartialFile(Path target, Path part, FileChannel channel, PieceLayout pieces) {
        this.target = target;
        this.part = part;
        this.channel = channel;
        this.pieces = pieces;
    }

    /**
     * Opens what an earlier attempt left, or makes a new one.
     *
     * @throws ClientException when another process is at it
     */
    static PartialFile open(Path target, PieceLayout pieces) throws IOException {
        Path part = target.resolveSibling(target.getFileName() + ".part");
        FileChannel channel =
                FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        PartialFile file = new PartialFile(target, part, channel, pieces);
        if (!file.locked()) {
            channel.close();
            throw ClientException.failed(part + " is being written by another bittube");
        }
        return file;
    }

    /** Opens a file that is in its place already, to be read only. */
    static PartialFile ofWhole(Path file, PieceLayout pieces) throws IOException {
        return new PartialFile(file, file, FileChannel.open(file), pieces);
    }

    private boolean locked() throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** The bytes that stand where a piece belongs, be it that piece or not; fewer when the file ends before. */
    byte[] read(int piece) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(pieces.lengthOf(piece));
        long at = pieces.offsetOf(piece);
        while (bytes.hasRemaining()) {
            int count = channel.read(bytes, at + bytes.position());
            if (count < 0) {
                break;
            }
        }
        byte[] read = new byte[bytes.position()];
        bytes.flip().get(read);
        return read;
    }

    /** Writes a piece that was verified. */
    void write(int piece, byte[] bytes, int offset) throws IOException {
        ByteBuffer source = ByteBuffer.wrap(bytes, offset, pieces.lengthOf(piece));
        long at = pieces.offsetOf(piece);
        while (source.hasRemaining()) {
            at += channel.write(source, at);
        }
    }

    /** Every piece is there: gives the file its name. */
    void finish() throws IOException {
        channel.truncate(pieces.sizeBytes());
        channel.force(true);
        channel.close();
        Files.move(part, target);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
