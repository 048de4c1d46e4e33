package org.bittube.gateway.recorder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A folder of the file system. */
public final class FolderDisk implements RecordingDisk {
    private final Path folder;

    /** @param folder made when the first file is */
    public FolderDisk(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    @Override
    public RecordingOutput create(String file) throws IOException {
        Path path = resolve(file);
        Files.createDirectories(path.getParent());
        return open(path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
    }

    @Override
    public RecordingOutput open(String file) throws IOException {
        return open(resolve(file), StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    @Override
    public void delete(String file) throws IOException {
        Files.deleteIfExists(resolve(file));
    }

    @Override
    public long usableBytes() throws IOException {
        Files.createDirectories(folder);
        return Files.getFileStore(folder).getUsableSpace();
    }

    @Override
    public String path(String file) {
        return resolve(file).toString();
    }

    private Path resolve(String file) {
        Path path = folder.resolve(file).normalize();
        if (!path.startsWith(folder) || path.equals(folder)) {
            throw new IllegalArgumentException("no file below the folder of recordings: " + file);
        }
        return path;
    }

    @SuppressWarnings("resource") // closed by whoever closes the output
    private static RecordingOutput open(Path path, OpenOption... options) throws IOException {
        return new ChannelOutput(FileChannel.open(path, options));
    }

    private record ChannelOutput(FileChannel channel) implements RecordingOutput {
        @Override
        public int read(ByteBuffer into, long offset) throws IOException {
            return channel.read(into, offset);
        }

        @Override
        public void write(ByteBuffer bytes, long offset) throws IOException {
            long at = offset;
            while (bytes.hasRemaining()) {
                at += channel.write(bytes, at);
            }
        }

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public void truncate(long size) throws IOException {
            channel.truncate(size);
        }

        @Override
        public void force() throws IOException {
            channel.force(true);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
