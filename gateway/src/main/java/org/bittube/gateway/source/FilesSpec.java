package org.bittube.gateway.source;

import java.nio.file.Path;
import java.util.List;

/**
 * Finished FLV files inside of the configured media folders, played one after the other at their own pace.
 *
 * @param paths each absolute, or relative to a media folder; 1 … {@value #MOST_FILES}
 * @param loop whether it goes on with the first one behind the last
 */
public record FilesSpec(List<Path> paths, boolean loop) implements SourceSpec {
    static final int MOST_FILES = 1_000;

    /** @throws SourceRefused in an operator's words, for no file or too many */
    public FilesSpec {
        paths = List.copyOf(paths);
        if (paths.isEmpty() || paths.size() > MOST_FILES) {
            throw new SourceRefused("Give 1 to " + MOST_FILES + " paths.");
        }
    }
}
