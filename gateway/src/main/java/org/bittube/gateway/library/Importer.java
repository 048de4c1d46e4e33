package org.bittube.gateway.library;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.bittube.gateway.encoding.Base64Url;
import org.bittube.gateway.object.Descriptor;
import org.bittube.gateway.object.MerkleHash;
import org.bittube.gateway.object.PieceHasher;
import org.bittube.gateway.object.PieceLayout;
import org.bittube.gateway.object.SignedDescriptor;
import org.bittube.gateway.packet.StreamKeys;

/** Reads a file once, from beginning to end, and makes its hash tree and descriptor; memory does not grow with the file. */
final class Importer {
    private static final int CHUNK_BYTES = 1 << 20;

    private final StreamKeys keys;

    /** @param keys those of the library */
    Importer(StreamKeys keys) {
        this.keys = keys;
    }

    /**
     * An object that waits to be kept.
     *
     * @param note what whoever sent it should know; empty when there is nothing to say
     */
    record Prepared(SignedDescriptor descriptor, String note) {}

    /**
     * Prepares an object; MP4 is turned into FLV first. Blocks for as long as
     * reading and hashing take.
     *
     * @param arrived a folder with the file, as {@code content}; the hash tree is put beside it, and both are safe on the disk
     * @param name what the file is called
     * @throws LibraryException REFUSED when no object can be made of it
     */
    Prepared prepare(Path arrived, String name) throws IOException {
        Mp4Step mp4 = Mp4Step.apply(arrived, name);
        return new Prepared(describe(arrived, mp4.name()), mp4.note());
    }

    private SignedDescriptor describe(Path arrived, String name) throws IOException {
        Path content = arrived.resolve(LibraryFolder.CONTENT);
        Path tree = arrived.resolve(LibraryFolder.TREE);
        long size = Files.size(content);
        if (size < 1 || size > PieceLayout.MOST_BYTES) {
            throw new LibraryException(
                    LibraryException.Reason.REFUSED,
                    size < 1 ? "The file is empty: send its contents." : "A file may have 1 TiB at most: split it.");
        }
        FileScan scan = new FileScan(name);
        if (hash(content, tree, scan) != size) {
            throw new LibraryException(
                    LibraryException.Reason.REFUSED, "The file changed while it was read: send it again.");
        }
        String root = Base64Url.encode(TreeFile.complete(tree, new PieceLayout(size)));
        force(content);
        force(tree);
        Descriptor descriptor =
                new Descriptor(name, scan.type(), size, root, keys.publicKeyBase64Url(), scan.playback());
        return SignedDescriptor.sign(descriptor.fitting(), keys);
    }

    private static long hash(Path content, Path tree, FileScan scan) throws IOException {
        try (InputStream in = Files.newInputStream(content);
                OutputStream leaves = new BufferedOutputStream(Files.newOutputStream(tree), 64 * MerkleHash.BYTES)) {
            PieceHasher hasher = new PieceHasher(leaf -> write(leaves, leaf));
            byte[] chunk = new byte[CHUNK_BYTES];
            for (int length = in.read(chunk); length > 0; length = in.read(chunk)) {
                hasher.update(chunk, 0, length);
                scan.accept(chunk, length);
            }
            return hasher.finish();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void write(OutputStream out, byte[] leaf) {
        try {
            out.write(leaf);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }
}
