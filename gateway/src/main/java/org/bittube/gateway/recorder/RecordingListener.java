package org.bittube.gateway.recorder;

import io.vertx.core.Future;

/** Is told of finished recordings. Called on the recorder's event loop. */
public interface RecordingListener {
    /**
     * A file is whole. It is not deleted before the future ends. One whose future failed, or whose listener did not get to an end before
     * the process did, is told again after the next start.
     */
    Future<Void> finished(RecordingFinished recording);

    /**
     * The file is about to be deleted, because it is too old, one too many, room is needed, or the operator wants it so. What was made
     * of it is to go first: only then its room on the disk is free. When the future fails, the file stays, and is tried again later.
     */
    Future<Void> delete(String id);
}
