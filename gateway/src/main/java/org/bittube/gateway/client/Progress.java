package org.bittube.gateway.client;

/** Is told how far a file has come. Called on one thread. */
public interface Progress {
    /** A file begins; what was there before costs no time. */
    void begin(String name, long totalBytes);

    /** So many bytes more were found to be there already. */
    void held(long bytes);

    /** So many bytes more have come or gone. Below 0 when they have to be sent again. */
    void moved(long bytes);

    /** The file is over, well or not. */
    void end();
}
