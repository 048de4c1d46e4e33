package org.bittube.gateway.recorder;

import java.io.IOException;

/** The folder of recordings. Every method blocks; safe for any thread. */
public interface RecordingDisk {
    /**
     * Makes a file that is not there yet, and the folder it stands in.
     *
     * @param file path below the folder, with {@code /} between its parts
     */
    RecordingOutput create(String file) throws IOException;

    /** Opens a file that is there, to repair it. */
    RecordingOutput open(String file) throws IOException;

    /** Deletes a file; nothing when it is not there. */
    void delete(String file) throws IOException;

    /** What may still be written to this disk. */
    long usableBytes() throws IOException;

    /** The file as the operating system names it. */
    String path(String file);
}
