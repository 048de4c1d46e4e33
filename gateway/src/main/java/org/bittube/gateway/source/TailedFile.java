package org.bittube.gateway.source;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file that somebody else is writing, as it looks to one who reads on. Blocks: used by one worker thread at a time.
 *
 * <p>The open channel keeps the file's inode taken, so a new file at the same path is never mistaken for the old one.
 */
final class TailedFile {
    /** The most that one {@link #read} answers. */
    static final int CHUNK_BYTES = 256 << 10;

    private final MediaFolders folders;
    private final Path path;
    private @Nullable FileChannel channel;
    private @Nullable Object key;
    private long position;

    /** What a look at the file showed. */
    enum Finding {
        ABSENT,
        /** Another file than at the last look, or the same one cut shorter; read from its beginning. */
        NEW,
        MORE,
        NOTHING_NEW
    }

    /**
     * One look.
     *
     * @param chunk the next bytes, perhaps none
     * @param sizeBytes of the whole file at that moment
     * @param positionBytes behind the chunk
     */
    record Look(Finding finding, Buffer chunk, long sizeBytes, long positionBytes) {
        private static final Look ABSENT = new Look(Finding.ABSENT, Buffer.buffer(), 0, 0);
    }

    TailedFile(MediaFolders folders, Path path) {
        this.folders = folders;
        this.path = path;
    }

    /**
     * Looks for something new.
     *
     * @throws SourceRefused when the path leads out of the media folders now
     */
    Look read() throws IOException {
        Path real = folders.resolve(path);
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            close();
            return Look.ABSENT;
        }
        if (!attributes.isRegularFile()) {
            close();
            throw new SourceRefused("The path " + path + " is no file: give an FLV file.");
        }
        boolean same = channel != null && Objects.equals(key, attributes.fileKey()) && attributes.size() >= position;
        if (!same) {
            close();
            channel = FileChannel.open(real, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
            key = attributes.fileKey();
        }
        Buffer chunk = next();
        Finding finding = !same ? Finding.NEW : chunk.length() > 0 ? Finding.MORE : Finding.NOTHING_NEW;
        return new Look(finding, chunk, attributes.size(), position);
    }

    /** May be called twice; the next {@link #read} opens anew. */
    void close() throws IOException {
        FileChannel open = channel;
        channel = null;
        key = null;
        position = 0;
        if (open != null) {
            open.close();
        }
    }

    private Buffer next() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(CHUNK_BYTES);
        int count = channel == null ? -1 : channel.read(bytes, position);
        if (count <= 0) {
            return Buffer.buffer();
        }
        position += count;
        byte[] read = new byte[count];
        bytes.flip().get(read);
        return Buffer.buffer(read);
    }
}
