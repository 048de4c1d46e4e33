package org.bittube.gateway.ts;

/** Makes FLV tags of one elementary stream. */
interface ElementaryStream extends PesReader.Sink {
    /** Something was lost, or the stream goes on elsewhere: what is not whole is given up. */
    void lose();

    /** Nothing more comes: what waits for its end is whole. */
    void flush();
}
