package org.bittube.gateway.recorder;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import org.bittube.db.recordings.RecordingStore;
import org.bittube.gateway.stream.LiveStream;

/** The recorder of a channel that nobody wants recorded: it touches neither disk nor database. */
public final class IdleRecorder {
    private IdleRecorder() {}

    private static final class Deaf implements RecordingListener {
        @Override
        public Future<Void> finished(RecordingFinished recording) {
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> delete(String id) {
            return Future.succeededFuture();
        }
    }

    public static ChannelRecorder of(Vertx vertx, LiveStream stream) {
        return new Recorders(
                        vertx,
                        new RecorderOptions(1, 1, 0, 0, 0, 1),
                        new RecordingStore(null),
                        new FolderDisk(Path.of("never-made")),
                        () -> 0,
                        () -> "never",
                        new Deaf())
                .follow(stream);
    }
}
