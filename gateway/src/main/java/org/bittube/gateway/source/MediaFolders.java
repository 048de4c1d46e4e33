package org.bittube.gateway.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Confines file sources to the folders that the operator configured: no traversal and no link that leads out, also for a file that
 * is not there yet. Every method touches the disk: worker threads only.
 */
public final class MediaFolders {
    private final List<Path> folders;

    /**
     * Nothing is touched here.
     *
     * @param folders absolute; those that do not exist (yet) hold nothing
     */
    public MediaFolders(List<Path> folders) {
        this.folders = folders.stream()
                .map(folder -> folder.toAbsolutePath().normalize())
                .toList();
    }

    /**
     * The real path, free of links, of a file inside of a folder; of one that does not exist yet, the real path of its parent folder
     * and its name. A relative path is looked for in each folder in turn.
     *
     * @throws SourceRefused when it is in none of the folders, with what to do
     */
    public Path resolve(Path path) {
        if (folders.isEmpty()) {
            throw new SourceRefused("No media folder is configured: add the folder of the file to media-dirs.");
        }
        if (path.isAbsolute()) {
            return requireInside(path, path);
        }
        for (Path folder : folders) {
            Path candidate = folder.resolve(path);
            if (Files.exists(candidate, LinkOption.NOFOLLOW_LINKS)) {
                return requireInside(candidate, path);
            }
        }
        for (Path folder : folders) {
            Path notThereYet = inside(folder.resolve(path));
            if (notThereYet != null) {
                return notThereYet;
            }
        }
        throw refused(path);
    }

    private Path requireInside(Path path, Path asked) {
        Path inside = inside(path);
        if (inside == null) {
            throw refused(asked);
        }
        return inside;
    }

    private static SourceRefused refused(Path path) {
        return new SourceRefused("The file " + path
                + " is outside of the media folders: move it into one of them, or add its folder to media-dirs.");
    }

    private @Nullable Path inside(Path path) {
        try {
            Path real = real(path);
            for (Path folder : folders) {
                if (real != null && Files.isDirectory(folder) && isBelow(real, folder.toRealPath())) {
                    return real;
                }
            }
            return null;
        } catch (IOException e) {
            // A parent folder that is missing or may not be read: nothing inside of it can be opened either.
            return null;
        }
    }

    private static boolean isBelow(Path real, Path realFolder) {
        return real.startsWith(realFolder) && !real.equals(realFolder);
    }

    private static @Nullable Path real(Path path) throws IOException {
        if (Files.exists(path)) {
            return path.toRealPath();
        }
        Path parent = path.getParent();
        Path name = path.getFileName();
        // A dangling link would lead wherever its target appears later; ".." is not a name.
        if (parent == null
                || name == null
                || Files.isSymbolicLink(path)
                || name.toString().equals("..")) {
            return null;
        }
        return parent.toRealPath().resolve(name);
    }
}
