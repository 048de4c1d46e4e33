package org.bittube.gateway.source;

import java.nio.file.Path;

/**
 * An FLV file inside one of the configured media folders.
 *
 * @param path absolute, or relative to a media folder
 * @param loop false: the file is still being written and is followed; true: it is complete and played at its own pace, again
 *     and again
 */
public record FileSpec(Path path, boolean loop) implements SourceSpec {}
