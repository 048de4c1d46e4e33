package org.bittube.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The folder that holds the database file. It holds private keys, so what is made here is for its owner only. */
final class DataFolder {
    private static final String FILE_NAME = "bittube";
    private static final Set<PosixFilePermission> OWNER_FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OWNER_FILE = PosixFilePermissions.fromString("rw-------");

    private final Path folder;

    private DataFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Makes the folder where it is missing, and the database file, so that the file never exists with more
     * permissions than it should have.
     *
     * @throws DatabaseException when the folder cannot be made or written to
     */
    static DataFolder prepare(Path given) {
        Path folder = given.toAbsolutePath().normalize();
        if (folder.toString().indexOf(';') >= 0) {
            throw new DatabaseException(
                    "The data folder " + folder + " has a semicolon in its name: choose a folder without one.");
        }
        DataFolder prepared = new DataFolder(folder);
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new DatabaseException("The data folder " + folder + " is a file: choose a folder with --data-dir.");
        }
        try {
            prepared.makeFolder();
            prepared.makeFile();
        } catch (IOException e) {
            throw prepared.notWritable(e);
        }
        return prepared;
    }

    /** The JDBC address of the H2 database in this folder. */
    String jdbcUrl() {
        // async: a thread interrupted in the middle of a statement does not close the file for all others, as it
        // would with H2's usual channel. WRITE_DELAY=0: what a caller was told is stored survives a kill.
        // DB_CLOSE_ON_EXIT=FALSE: Database.close() decides when, not a shutdown hook that races with it.
        return "jdbc:h2:async:" + folder.resolve(FILE_NAME)
                + ";TRACE_LEVEL_FILE=0;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";
    }

    DatabaseException notWritable(Throwable cause) {
        return new DatabaseException(
                "Cannot write to the data folder " + folder + ": make it writable for this user, or choose another"
                        + " with --data-dir.",
                cause);
    }

    DatabaseException locked(Throwable cause) {
        return new DatabaseException(
                "The data folder " + folder + " is in use by another BitTube: stop that one, or choose another folder"
                        + " with --data-dir.",
                cause);
    }

    DatabaseException unreadable(Throwable cause) {
        return new DatabaseException(
                "The database in " + folder + " cannot be opened (" + firstLine(cause)
                        + "): restore it from a backup, or choose another folder with --data-dir.",
                cause);
    }

    private void makeFolder() throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = folder.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        if (posix()) {
            Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER_FOLDER));
        } else {
            Files.createDirectory(folder);
        }
    }

    private void makeFile() throws IOException {
        Path file = folder.resolve(FILE_NAME + ".mv.db");
        if (!Files.exists(file)) {
            if (posix()) {
                Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_FILE));
            } else {
                Files.createFile(file);
            }
        } else if (posix() && !Files.getPosixFilePermissions(file).equals(OWNER_FILE)) {
            Files.setPosixFilePermissions(file, OWNER_FILE);
        }
        if (!Files.isWritable(folder) || !Files.isWritable(file)) {
            throw new IOException("not writable");
        }
    }

    private boolean posix() {
        Path nearest = folder;
        while (nearest.getParent() != null && !Files.exists(nearest)) {
            nearest = nearest.getParent();
        }
        return Files.getFileAttributeView(nearest, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS) != null
                && nearest.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static String firstLine(Throwable cause) {
        String message = cause.getMessage();
        return message == null
                ? cause.getClass().getSimpleName()
                : message.lines().findFirst().orElse("").strip();
    }
}
