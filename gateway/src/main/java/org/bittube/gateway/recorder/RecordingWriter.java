package org.bittube.gateway.recorder;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.bittube.db.recordings.RecordingRecord;
import org.bittube.db.recordings.RecordingStore;
import org.jspecify.annotations.Nullable;

/**
 * Puts one recording on the disk and into the database. The database knows of the file before it is there, so that none is forgotten by
 * a crash. Blocks; one call after the other, from whatever worker threads, but for {@link #force}.
 */
final class RecordingWriter {
    private final RecordingDisk disk;
    private final RecordingStore store;
    private final RecordingRecord recording;
    private @Nullable RecordingOutput output;
    private long size;

    RecordingWriter(RecordingDisk disk, RecordingStore store, RecordingRecord recording) {
        this.disk = disk;
        this.store = store;
        this.recording = recording;
    }

    void open(Buffer head) throws IOException {
        store.insert(recording);
        output = disk.create(recording.file());
        append(head);
    }

    /** Appends whole tags. When that fails, what was written of them is cut off again. */
    void append(Buffer tags) throws IOException {
        RecordingOutput open = requireOpen();
        try {
            open.write(ByteBuffer.wrap(tags.getBytes()), size);
        } catch (IOException e) {
            open.truncate(size);
            throw e;
        }
        size += tags.length();
    }

    /** What was appended until now survives a power cut; may be called while something is appended. */
    void force() throws IOException {
        requireOpen().force();
    }

    /** Puts the head with the index in its place, and closes the file. Whatever fails, the file is closed. */
    void finish(Buffer head, long durationMillis) throws IOException {
        try (RecordingOutput open = requireOpen()) {
            open.write(ByteBuffer.wrap(head.getBytes()), 0);
            open.force();
        }
        store.finish(recording.id(), durationMillis, size);
    }

    /** Takes back a file that nothing was recorded to. */
    void discard() throws IOException {
        if (output != null) {
            output.close();
        }
        disk.delete(recording.file());
        store.delete(recording.id());
    }

    private RecordingOutput requireOpen() throws IOException {
        if (output == null) {
            throw new IOException("the file was never made");
        }
        return output;
    }
}
