package org.bittube.gateway.library;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.bittube.gateway.object.MerkleHash;
import org.bittube.gateway.object.MerkleRoot;
import org.bittube.gateway.object.PieceLayout;
import org.bittube.gateway.object.TreeLayout;

/** Builds the stored hash tree of an object ({@link TreeLayout}) with a few kilobytes of memory. Blocks. */
final class TreeFile {
    private static final int BUFFER_BYTES = 64 * 1024;

    private TreeFile() {}

    /**
     * Adds what stands above the leaves.
     *
     * @param file has the leaf hashes, one behind the other, and nothing else
     * @return the root
     */
    static byte[] complete(Path file, PieceLayout pieces) throws IOException {
        TreeLayout tree = new TreeLayout(pieces);
        byte[] root = new byte[0];
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            for (int level = 0; level < tree.levels(); level++) {
                try (OutputStream out = new BufferedOutputStream(
                        Files.newOutputStream(file, StandardOpenOption.APPEND), BUFFER_BYTES)) {
                    for (int node = 0; node < tree.nodesAt(level); node++) {
                        root = level == 0 ? groupRoot(in, tree, node) : upperNode(in, tree, level, node);
                        out.write(root);
                    }
                }
            }
        }
        return root;
    }

    private static byte[] groupRoot(FileChannel in, TreeLayout tree, int group) throws IOException {
        return MerkleRoot.over(read(in, tree.groupOffset(group), tree.groupLength(group)));
    }

    private static byte[] upperNode(FileChannel in, TreeLayout tree, int level, int node) throws IOException {
        boolean alone = 2 * node + 1 == tree.nodesAt(level - 1);
        byte[] below = read(in, tree.nodeOffset(level - 1, 2 * node), (alone ? 1 : 2) * MerkleHash.BYTES);
        return MerkleRoot.over(below);
    }

    /** So many bytes from there on, or fewer where the file ends. */
    static byte[] read(FileChannel in, long offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (in.read(buffer, offset + buffer.position()) < 0) {
                return Arrays.copyOf(buffer.array(), buffer.position());
            }
        }
        return buffer.array();
    }
}
