package org.bittube.gateway.recorder;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import org.bittube.db.recordings.RecordingStore;
import org.bittube.gateway.stream.LiveStream;

/** The recorder of a channel that nobody wants recorded: it touches neither disk nor database. */
public final class IdleRecorder {
    private IdleRecorder() {}

    public static ChannelRecorder of(Vertx vertx, LiveStream stream) {
        return new Recorders(
                        vertx,
                        new RecorderOptions(1, 1, 0, 0, 0, 1),
                        new RecordingStore(null),
                        new FolderDisk(Path.of("never-made")),
                        () -> 0,
                        () -> "never",
                        null)
                .follow(stream);
    }
}
