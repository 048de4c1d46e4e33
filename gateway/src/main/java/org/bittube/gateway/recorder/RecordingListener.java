package org.bittube.gateway.recorder;

import io.vertx.core.Future;

/** Is told of finished recordings. Called on the recorder's event loop. */
public interface RecordingListener {
    /**
     * A file is whole. It is not deleted before the future ends. One whose future failed, or whose listener did not get to an end before
     * the process did, is told again after the next start.
     */
    Future<Void> finished(RecordingFinished recording);

    /** The file was deleted, because it was too old, one too many, or room was needed. */
    void deleted(String id);
}
