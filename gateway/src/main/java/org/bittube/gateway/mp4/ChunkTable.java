package org.bittube.gateway.mp4;

import java.io.IOException;

/** A walk through {@code stsc} and {@code stco} or {@code co64} (ISO/IEC 14496-12 §8.7.4, §8.7.5): where each sample stands. */
final class ChunkTable {
    private static final int WINDOW_BYTES = 4 << 10;
    private static final int HEAD_BYTES = 8;
    private static final int RUN_BYTES = 12;

    private final Window runs;
    private final Window offsets;
    private final Box runBox;
    private final long runEnd;
    private final long offsetBody;
    private final int offsetBytes;
    private final long chunks;

    private long runAt;
    private long chunk;
    private long nextRunChunk;
    private long samplesPerChunk;
    private long samplesLeft;
    private long offset;
    private int description;

    ChunkTable(Box runBox, Box offsetBox, Window file) throws IOException {
        this.runs = file.another(WINDOW_BYTES);
        this.offsets = file.another(WINDOW_BYTES);
        this.runBox = runBox;
        long runCount = runs.u32(runBox.atLeast(HEAD_BYTES).body() + 4);
        runAt = runBox.body() + HEAD_BYTES;
        runEnd = runAt + runCount * RUN_BYTES;
        if (runEnd > runBox.end()) {
            throw runBox.damaged("claims " + runCount + " entries, more than fit into it");
        }
        chunks = offsets.u32(offsetBox.atLeast(HEAD_BYTES).body() + 4);
        offsetBody = offsetBox.body() + HEAD_BYTES;
        offsetBytes = offsetBox.is("co64") ? 8 : 4;
        if (chunks * offsetBytes > offsetBox.end() - offsetBody) {
            throw offsetBox.damaged("claims " + chunks + " chunks, more than fit into it");
        }
        nextRunChunk = 1;
    }

    /** Goes to the next sample, which is that long. Answers where it stands. */
    long next(long size) throws IOException {
        while (samplesLeft == 0) {
            nextChunk();
        }
        samplesLeft--;
        long at = offset;
        offset += size;
        return at;
    }

    /** Which description the sample needs that {@link #next} told of last, from 1. */
    int description() {
        return description;
    }

    private void nextChunk() throws IOException {
        chunk++;
        if (chunk > chunks) {
            throw runBox.damaged("has room for fewer samples than there are");
        }
        if (chunk == nextRunChunk) {
            readRun();
        }
        samplesLeft = samplesPerChunk;
        long at = offsetBody + (chunk - 1) * offsetBytes;
        offset = offsetBytes == 8 ? offsets.u64(at) : offsets.u32(at);
    }

    private void readRun() throws IOException {
        if (runAt >= runEnd || runs.u32(runAt) != chunk) {
            throw runBox.damaged("does not tell of chunk " + chunk);
        }
        samplesPerChunk = runs.u32(runAt + 4);
        description = (int) Math.min(runs.u32(runAt + 8), Integer.MAX_VALUE);
        runAt += RUN_BYTES;
        nextRunChunk = runAt < runEnd ? runs.u32(runAt) : Long.MAX_VALUE;
        if (nextRunChunk <= chunk) {
            throw runBox.damaged("is not in order");
        }
    }
}
