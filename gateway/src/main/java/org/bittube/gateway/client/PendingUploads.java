package org.bittube.gateway.client;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import org.bittube.gateway.encoding.Sha256;

/** Remembers in a folder where uploads that were begun go on: a file with the address for each. */
public final class PendingUploads {
    private static final int NAME_BYTES = 16;

    private final Path folder;

    /** @param folder made when it is needed */
    public PendingUploads(Path folder) {
        this.folder = folder;
    }

    /** Where the upload of this file, as it is now, was begun. */
    Optional<URI> find(URI gateway, Path file) throws IOException {
        Path note = note(gateway, file);
        if (!Files.isRegularFile(note)) {
            return Optional.empty();
        }
        try {
            return Optional.of(URI.create(Files.readString(note).strip()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    void remember(URI gateway, Path file, URI upload) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(note(gateway, file), upload + "\n");
    }

    void forget(URI gateway, Path file) throws IOException {
        Files.deleteIfExists(note(gateway, file));
    }

    /** A file that was changed since is another one. */
    private Path note(URI gateway, Path file) throws IOException {
        Path real = file.toRealPath();
        String key = gateway + "\n" + real + "\n" + Files.size(real) + "\n"
                + Files.getLastModifiedTime(real).toMillis();
        return folder.resolve(HexFormat.of().formatHex(Sha256.of(key), 0, NAME_BYTES));
    }
}
