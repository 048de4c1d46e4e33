package org.bittube.gateway.library;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import org.bittube.gateway.flv.FlvException;
import org.bittube.gateway.flv.FlvIndex;
import org.bittube.gateway.flv.FlvIndexer;
import org.bittube.gateway.flv.FlvReader;
import org.bittube.gateway.object.Descriptor;
import org.bittube.gateway.object.Playback;
import org.bittube.gateway.object.SeekPoint;
import org.bittube.gateway.object.SeekTable;

/** Finds out what a file is while its bytes go by: what its name says, or FLV, which is indexed on the way. */
final class FileScan {
    private final String name;
    private final FlvReader reader = new FlvReader();
    private final FlvIndexer indexer = new FlvIndexer();

    private boolean mayBeFlv = true;

    FileScan(String name) {
        this.name = name;
    }

    /** Takes the next bytes; they are copied. */
    void accept(byte[] bytes, int length) {
        if (!mayBeFlv) {
            return;
        }
        try {
            Buffer chunk = Buffer.buffer(length).appendBytes(bytes, 0, length);
            reader.accept(chunk, tag -> indexer.accept(tag, reader.tagOffset()));
        } catch (FlvException otherFile) {
            mayBeFlv = false;
        }
    }

    String type() {
        return isFlv() ? Descriptor.FLV : MediaTypes.of(name);
    }

    /** What a player needs; empty for anything but FLV with at least one frame that a decoder can begin at. */
    Optional<Playback> playback() {
        FlvIndex index = isFlv() ? indexer.index() : null;
        List<SeekPoint> points = index == null ? List.of() : points(index);
        return index == null || points.isEmpty() ? Optional.empty() : Optional.of(playback(index, points));
    }

    private boolean isFlv() {
        return mayBeFlv && reader.headerSeen();
    }

    private static Playback playback(FlvIndex index, List<SeekPoint> points) {
        long duration = Math.max(0, Math.min(index.durationMillis(), SeekPoint.MOST_MILLIS));
        return new Playback(duration, Buffer.buffer(index.prelude()), points);
    }

    private static List<SeekPoint> points(FlvIndex index) {
        return SeekTable.thinned(
                index.keyframes().stream()
                        .map(keyframe -> new SeekPoint(keyframe.timeMillis(), keyframe.offset()))
                        .toList(),
                SeekTable.MOST_POINTS);
    }
}
