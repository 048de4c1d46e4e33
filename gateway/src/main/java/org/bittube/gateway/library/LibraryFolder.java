package org.bittube.gateway.library;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import org.bittube.gateway.object.PieceLayout;
import org.bittube.gateway.object.TreeLayout;

/**
 * Where the library keeps its files: {@code objects/{id}/content} and {@code tree}, what is on its way in {@code incoming}, and
 * what comes in parts in {@code uploads}.
 * Every call blocks. An object's folder appears and disappears in one step, so no half of one is ever served.
 */
public final class LibraryFolder {
    static final String CONTENT = "content";
    static final String TREE = "tree";

    private final Path objects;
    private final Path incoming;
    private final Path uploads;

    /**
     * Makes the folder where it is missing, and throws away what was on its way when the gateway ended.
     *
     * @throws UncheckedIOException when it cannot be written to
     */
    public LibraryFolder(Path folder) {
        objects = folder.resolve("objects");
        incoming = folder.resolve("incoming");
        uploads = folder.resolve("uploads");
        try {
            Files.createDirectories(objects);
            Files.createDirectories(incoming);
            Files.createDirectories(uploads);
            try (Stream<Path> left = Files.list(incoming)) {
                left.forEach(LibraryFolder::remove);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it is noted which files of the watched folder were taken. */
    Path watched() {
        return objects.resolveSibling("watched.json");
    }

    /** A folder for each upload that comes in parts; it outlives the gateway. */
    Path uploads() {
        return uploads;
    }

    Path content(String id) {
        return objects.resolve(id).resolve(CONTENT);
    }

    Path tree(String id) {
        return objects.resolve(id).resolve(TREE);
    }

    /** Whether the object's files are there, of the lengths that they had; what is in them is checked when it is read. */
    boolean isThere(String id, long sizeBytes) {
        try {
            long tree = new TreeLayout(new PieceLayout(sizeBytes)).length();
            return Files.size(content(id)) == sizeBytes && Files.size(tree(id)) == tree;
        } catch (IOException e) {
            return false;
        }
    }

    /** A new folder for a file on its way. */
    public Path newIncoming() throws IOException {
        return Files.createTempDirectory(incoming, "in-");
    }

    /**
     * Puts a file that changes no more into a new folder for files on their way: as a second name for it where the disk knows
     * such, else as a copy.
     */
    Path arrival(Path file) throws IOException {
        Path arrived = newIncoming();
        try {
            Files.createLink(arrived.resolve(CONTENT), file);
        } catch (IOException | UnsupportedOperationException noLinks) {
            copy(file, arrived);
        }
        return arrived;
    }

    /** Copies a file, which may change later, into a new folder for files on their way. */
    Path copy(Path file) throws IOException {
        Path arrived = newIncoming();
        copy(file, arrived);
        return arrived;
    }

    private static void copy(Path file, Path arrived) throws IOException {
        try {
            Files.copy(file, arrived.resolve(CONTENT));
        } catch (IOException e) {
            remove(arrived);
            throw e;
        }
    }

    /** Throws away what came and is not wanted. */
    public void discard(Path arrived) {
        remove(arrived);
    }

    /** Bytes that may still be written to this disk. */
    public long usableBytes() {
        try {
            return Files.getFileStore(incoming).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What arrived becomes the object's files, in the place of others if there are any. */
    void accept(Path arrived, String id) throws IOException {
        Path target = objects.resolve(id);
        if (!Files.exists(target)) {
            Files.move(arrived, target, StandardCopyOption.ATOMIC_MOVE);
            return;
        }
        // The same bytes under the same names: at no moment is one of them missing for those who read.
        for (String file : List.of(CONTENT, TREE)) {
            Files.move(
                    arrived.resolve(file),
                    target.resolve(file),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** The object's files are gone for everybody at once; those who read them read on to the end. */
    void delete(String id) throws IOException {
        if (Files.exists(objects.resolve(id))) {
            setAside(id);
        }
    }

    private void setAside(String id) throws IOException {
        Path aside = newIncoming();
        Files.move(objects.resolve(id), aside.resolve("old"), StandardCopyOption.ATOMIC_MOVE);
        remove(aside);
    }

    /** Removes a file or a folder with all that is in it, as far as that is possible. */
    static void remove(Path path) {
        try {
            if (!Files.exists(path)) {
                return;
            }
            Files.walkFileTree(path, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
                    Files.delete(folder);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
