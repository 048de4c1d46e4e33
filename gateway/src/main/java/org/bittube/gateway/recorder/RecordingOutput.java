package org.bittube.gateway.recorder;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A file that is written. Every method blocks; used by one thread at a time. */
public interface RecordingOutput extends Closeable {
    /** Reads from that place on; answers how many bytes, -1 at the end. */
    int read(ByteBuffer into, long offset) throws IOException;

    /** Writes all that remains in the buffer from that place on. */
    void write(ByteBuffer bytes, long offset) throws IOException;

    /** Bytes of the file. */
    long size() throws IOException;

    /** Cuts the end off. */
    void truncate(long size) throws IOException;

    /** What was written survives a power cut from here on. */
    void force() throws IOException;
}
