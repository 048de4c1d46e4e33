package org.bittube.gateway.recorder;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.bittube.db.recordings.RecordingRecord;
import org.bittube.gateway.encoding.Base64Url;
import org.bittube.gateway.flv.FlvIndex;
import org.bittube.gateway.flv.FlvIndexer;
import org.jspecify.annotations.Nullable;

/** What viewers are told of a recording: docs/protocol.md section 8. */
final class RewindJson {
    private RewindJson() {}

    /**
     * A channel, with what is being recorded of it.
     *
     * @param afterMillis only keyframes later than that
     */
    static JsonObject channel(@Nullable RecordingTake take, long afterMillis) {
        RecordingFile newest = take == null ? null : take.newest();
        if (take == null || newest == null) {
            return new JsonObject().put("recorded", false);
        }
        JsonArray earlier = new JsonArray();
        for (RecordingFile file : take.before(newest)) {
            RecordingRecord recording = file.recording();
            earlier.add(new JsonArray().add(recording.id()).add(recording.startTimestampMillis()));
        }
        return describe(newest, afterMillis).put("recorded", true).put("earlier", earlier);
    }

    /** One file. */
    static JsonObject file(RecordingTake take, RecordingFile file, long afterMillis) {
        boolean over = take.isOver(file);
        JsonObject json = describe(file, afterMillis).put("over", over);
        RecordingFile next = over ? take.after(file) : null;
        return next == null ? json : json.put("next", next.recording().id());
    }

    private static JsonObject describe(RecordingFile file, long afterMillis) {
        RecordingRecord recording = file.recording();
        FlvIndexer index = file.index();
        JsonArray keyframes = new JsonArray();
        for (FlvIndex.Keyframe keyframe : index.keyframesAfter(afterMillis)) {
            keyframes.add(new JsonArray().add(keyframe.timeMillis()).add(keyframe.offset()));
        }
        return new JsonObject()
                .put("id", recording.id())
                .put("startedAt", recording.started().toString())
                .put("epoch", recording.epochMillis())
                .put("startTimestampMillis", recording.startTimestampMillis())
                .put("durationMillis", index.durationMillis())
                .put("bytes", file.writtenBytes())
                .put("prelude", Base64Url.encode(index.prelude().getBytes()))
                .put("keyframes", keyframes);
    }
}
