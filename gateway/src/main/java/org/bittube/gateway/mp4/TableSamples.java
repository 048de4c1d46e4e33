package org.bittube.gateway.mp4;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The samples that the tables of a track tell of. */
final class TableSamples implements SampleCursor {
    private final RunTable times;
    private final @Nullable RunTable compositions;
    private final SizeTable sizes;
    private final ChunkTable chunks;
    private final SyncTable syncs;
    private final SampleLimits limits;
    private long decodeTime;

    TableSamples(TableBoxes boxes, Window file) throws IOException {
        times = new RunTable(boxes.times(), false, file);
        Box compositionBox = boxes.compositions();
        compositions = compositionBox == null ? null : new RunTable(compositionBox, true, file);
        sizes = new SizeTable(boxes.sizes(), file);
        chunks = new ChunkTable(boxes.chunks(), boxes.offsets(), file);
        syncs = new SyncTable(boxes.syncs(), file);
        limits = new SampleLimits(file.size());
    }

    @Override
    public @Nullable Sample next() throws IOException {
        if (!sizes.hasNext()) {
            return null;
        }
        long size = sizes.next();
        long offset = chunks.next(size);
        long composition = compositions == null ? 0 : compositions.next();
        Sample.Time time = new Sample.Time(decodeTime, composition, times.next());
        decodeTime = time.end();
        return limits.checked(time, offset, size, syncs.next(), chunks.description());
    }
}
