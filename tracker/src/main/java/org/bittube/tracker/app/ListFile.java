package org.bittube.tracker.app;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A file with an entry in each line, read again when it has changed. Empty lines, and those that begin with a #, say nothing. Reading
 * blocks; one thread at a time.
 */
final class ListFile<T> {
    private static final long MOST_BYTES = 64L << 20;

    private final String setting;
    private final Path file;
    private final String expected;
    private final Function<String, Optional<T>> reader;
    private @Nullable BasicFileAttributes seen;
    private Set<T> entries = Set.of();
    private String problem = "";

    /**
     * A list that has not been read yet.
     *
     * @param setting what the operator gave the file's name with
     * @param expected completes the sentence "the line is not …"
     * @param reader reads an entry; empty when it is none
     */
    ListFile(String setting, Path file, String expected, Function<String, Optional<T>> reader) {
        this.setting = setting;
        this.file = file;
        this.expected = expected;
        this.reader = reader;
    }

    /** What was read last, without error. */
    Set<T> entries() {
        return entries;
    }

    /**
     * Reads the file if it is another one than was seen last; returns whether it did.
     *
     * @throws IOException with one line that says what to do, once; the entries stay as they were
     */
    boolean refresh() throws IOException {
        try {
            boolean changed = readIfChanged();
            problem = changed ? "" : problem;
            return changed;
        } catch (CharacterCodingException e) {
            return tellOnce("it is not UTF-8", e);
        } catch (NoSuchFileException e) {
            return tellOnce("there is no such file", e);
        } catch (IOException e) {
            return tellOnce(String.valueOf(e.getMessage()), e);
        }
    }

    private boolean readIfChanged() throws IOException {
        BasicFileAttributes before = seen;
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        seen = now;
        if (before != null
                && before.size() == now.size()
                && before.lastModifiedTime().equals(now.lastModifiedTime())) {
            return false;
        }
        if (now.size() > MOST_BYTES) {
            throw new IOException("it is longer than " + (MOST_BYTES >> 20) + " MiB");
        }
        entries = read();
        return true;
    }

    private boolean tellOnce(String found, IOException cause) throws IOException {
        if (found.equals(problem)) {
            return false;
        }
        problem = found;
        throw new IOException(setting + ": " + file + " cannot be used: " + found + ".", cause);
    }

    private Set<T> read() throws IOException {
        Set<T> read = new HashSet<>();
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                Optional<T> entry = reader.apply(line);
                if (entry.isEmpty()) {
                    throw new IOException("line " + (i + 1) + " is not " + expected);
                }
                read.add(entry.get());
            }
        }
        return Set.copyOf(read);
    }
}
