package org.bittube.gateway.client;

/** Sums up what it is told. */
final class RecordedProgress implements Progress {
    private long totalBytes;
    private long heldBytes;
    private long movedBytes;
    private boolean ended;

    @Override
    public void begin(String name, long total) {
        totalBytes = total;
        heldBytes = 0;
        movedBytes = 0;
        ended = false;
    }

    @Override
    public void held(long bytes) {
        heldBytes += bytes;
    }

    @Override
    public void moved(long bytes) {
        movedBytes += bytes;
    }

    @Override
    public void end() {
        ended = true;
    }

    long heldBytes() {
        return heldBytes;
    }

    /** Whether it was told of all bytes, of each once, and of the end. */
    boolean isWhole() {
        return ended && heldBytes + movedBytes == totalBytes;
    }
}
