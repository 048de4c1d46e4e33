package org.bittube.gateway.library;

import io.vertx.core.buffer.Buffer;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.bittube.gateway.encoding.Base64Url;
import org.bittube.gateway.object.HashGroup;
import org.bittube.gateway.object.MerkleHash;
import org.bittube.gateway.object.ObjectFormatException;
import org.bittube.gateway.object.PieceLayout;
import org.bittube.gateway.object.TreeLayout;

/**
 * Reads an object from the disk and checks each piece against its hash, at each read: what comes out is what went in. A
 * file that was deleted meanwhile can be read to its end. Blocks; for one thread at a time.
 */
final class ObjectReader implements Closeable {
    private final String root;
    private final PieceLayout pieces;
    private final TreeLayout layout;
    private final FileChannel content;
    private final FileChannel tree;
    private final MerkleHash hash = new MerkleHash();

    private ObjectReader(String root, PieceLayout pieces, FileChannel content, FileChannel tree) {
        this.root = root;
        this.pieces = pieces;
        this.layout = new TreeLayout(pieces);
        this.content = content;
        this.tree = tree;
    }

    /**
     * Opens both files.
     *
     * @param root base64url of the tree's root
     * @throws DamagedException when one of the files is not there
     */
    static ObjectReader open(LibraryFolder folder, String id, String root, long sizeBytes) throws DamagedException {
        FileChannel content = open(folder.content(id), "its file");
        try {
            return new ObjectReader(root, new PieceLayout(sizeBytes), content, open(folder.tree(id), "its hash tree"));
        } catch (DamagedException e) {
            closeQuietly(content);
            throw e;
        }
    }

    /**
     * Pieces first … last, one behind the other.
     *
     * @throws DamagedException when one of them is lost or altered
     */
    Buffer pieces(int first, int last) throws DamagedException {
        int length = (int) (pieces.offsetOf(last) + pieces.lengthOf(last) - pieces.offsetOf(first));
        int hashes = last - first + 1;
        byte[] bytes;
        byte[] leaves;
        try {
            bytes = TreeFile.read(content, pieces.offsetOf(first), length);
            leaves = TreeFile.read(tree, (long) (first - 1) * MerkleHash.BYTES, hashes * MerkleHash.BYTES);
        } catch (IOException e) {
            throw new DamagedException("the disk gives pieces " + first + " to " + last + " back no more");
        }
        if (bytes.length < length || leaves.length < hashes * MerkleHash.BYTES) {
            throw new DamagedException("its file ends before piece " + last + " does");
        }
        for (int piece = first; piece <= last; piece++) {
            int at = (piece - first) * PieceLayout.PIECE_BYTES;
            byte[] found = hash.leaf(bytes, at, pieces.lengthOf(piece));
            int leaf = (piece - first) * MerkleHash.BYTES;
            if (!Arrays.equals(found, 0, MerkleHash.BYTES, leaves, leaf, leaf + MerkleHash.BYTES)) {
                throw new DamagedException("piece " + piece + " is altered on the disk");
            }
        }
        return Buffer.buffer(bytes);
    }

    /**
     * The answer about a hash group.
     *
     * @throws DamagedException when the stored tree is lost or altered
     */
    Buffer hashes(int group) throws DamagedException {
        try {
            Buffer answer = Buffer.buffer(TreeFile.read(tree, layout.groupOffset(group), layout.groupLength(group)));
            for (long offset : layout.auditPath(group)) {
                answer.appendBytes(TreeFile.read(tree, offset, MerkleHash.BYTES));
            }
            HashGroup.verify(Base64Url.decode(root), pieces, group, answer.getBytes());
            return answer;
        } catch (IOException | ObjectFormatException e) {
            throw new DamagedException("the hashes of group " + group + " are altered on the disk");
        }
    }

    PieceLayout layout() {
        return pieces;
    }

    @Override
    public void close() {
        closeQuietly(content);
        closeQuietly(tree);
    }

    private static FileChannel open(Path file, String what) throws DamagedException {
        try {
            return FileChannel.open(file, StandardOpenOption.READ);
        } catch (IOException e) {
            throw new DamagedException(what + " is not on the disk");
        }
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException ignored) {
            // It was open for reading only: nothing is lost.
        }
    }
}
