package org.bittube.gateway.recorder;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.bittube.db.recordings.RecordingRecord;
import org.bittube.db.recordings.RecordingStore;
import org.bittube.gateway.amf.AmfValue;
import org.bittube.gateway.flv.FlvException;
import org.bittube.gateway.flv.FlvIndex;
import org.bittube.gateway.flv.FlvIndexer;
import org.bittube.gateway.flv.FlvReader;
import org.bittube.gateway.flv.FlvTag;

/**
 * Finishes a recording that was being written when the process ended: everything up to the first damage is kept (a tag that was cut off, or
 * what a power cut left), and gets its index. Blocks, for as long as reading the file takes.
 */
final class RecordingRepair {
    private static final int CHUNK_BYTES = 1 << 20;

    private final RecordingDisk disk;
    private final RecordingStore store;
    private final BooleanSupplier cancelled;

    /** @param cancelled asked now and then; true: leave the rest to the next start */
    RecordingRepair(RecordingDisk disk, RecordingStore store, BooleanSupplier cancelled) {
        this.disk = disk;
        this.store = store;
        this.cancelled = cancelled;
    }

    /** Answers with the finished recording; with nothing when nothing was in it, and then file and record are gone. */
    Optional<RecordingRecord> repair(RecordingRecord recording) throws IOException {
        Optional<RecordingRecord> finished;
        try (RecordingOutput file = disk.open(recording.file())) {
            finished = finish(recording, file);
        } catch (NoSuchFileException e) {
            finished = Optional.empty();
        }
        if (finished.isEmpty()) {
            disk.delete(recording.file());
            store.delete(recording.id());
        }
        return finished;
    }

    private Optional<RecordingRecord> finish(RecordingRecord recording, RecordingOutput file) throws IOException {
        Map<String, AmfValue> described = new LinkedHashMap<>();
        FlvIndex index = read(file, described);
        if (index.keyframes().isEmpty() || index.validBytes() <= RecordingHead.BYTES) {
            return Optional.empty();
        }
        file.truncate(index.validBytes());
        file.write(ByteBuffer.wrap(RecordingHead.finished(described, index).getBytes()), 0);
        file.force();
        store.finish(recording.id(), index.durationMillis(), index.validBytes());
        return Optional.of(recording.finished(index.durationMillis(), index.validBytes()));
    }

    private FlvIndex read(RecordingOutput file, Map<String, AmfValue> described) throws IOException {
        FlvReader reader = new FlvReader();
        FlvIndexer indexer = new FlvIndexer();
        List<FlvTag> tags = new ArrayList<>();
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
        long offset = 0;
        while (reader.resyncs() == 0 && reader.skippedTags() == 0) {
            if (cancelled.getAsBoolean()) {
                throw new IOException("stopped in the middle");
            }
            chunk.clear();
            int count = file.read(chunk, offset);
            if (count <= 0) {
                break;
            }
            offset += count;
            byte[] bytes = new byte[count];
            chunk.flip().get(bytes);
            try {
                reader.accept(Buffer.buffer(bytes), tag -> {
                    if (reader.resyncs() == 0 && reader.skippedTags() == 0) {
                        tags.add(tag);
                        indexer.accept(tag, reader.tagOffset());
                    }
                });
            } catch (FlvException e) {
                break;
            }
            tags.stream().filter(FlvTag::isMetadata).forEach(tag -> described.putAll(RecordingHead.described(tag)));
            tags.clear();
        }
        return indexer.index();
    }
}
