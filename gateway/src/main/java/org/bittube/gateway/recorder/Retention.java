package org.bittube.gateway.recorder;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bittube.db.recordings.RecordingRecord;

/** Which finished recordings are kept no longer. Pure. */
final class Retention {
    private final long keepMillis;
    private final int keepCount;

    /**
     * Zero means no limit.
     *
     * @param keepMillis since the end of the recording
     * @param keepCount of each channel
     */
    Retention(long keepMillis, int keepCount) {
        this.keepMillis = keepMillis;
        this.keepCount = keepCount;
    }

    /** @param oldestFirst finished recordings */
    List<RecordingRecord> expired(Collection<RecordingRecord> oldestFirst, long nowMillis) {
        Map<String, Integer> counts = new HashMap<>();
        oldestFirst.forEach(one -> counts.merge(one.channel(), 1, Integer::sum));
        List<RecordingRecord> expired = new ArrayList<>();
        for (RecordingRecord one : oldestFirst) {
            long endMillis = one.started().toEpochMilli() + one.durationMillis();
            boolean old = keepMillis > 0 && nowMillis - endMillis > keepMillis;
            boolean tooMany = keepCount > 0 && counts.getOrDefault(one.channel(), 0) > keepCount;
            if (old || tooMany) {
                counts.merge(one.channel(), -1, Integer::sum);
                expired.add(one);
            }
        }
        return expired;
    }
}
