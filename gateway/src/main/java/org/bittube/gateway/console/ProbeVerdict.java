package org.bittube.gateway.console;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.bittube.gateway.source.SourceState;
import org.bittube.gateway.source.SourceStatus;
import org.bittube.gateway.source.StreamFigures;
import org.jspecify.annotations.Nullable;

/** What can be said of a source that was opened to look at it. Pure. */
final class ProbeVerdict {
    /** So long it is looked at. */
    static final long MOST_MILLIS = 9_000;

    private ProbeVerdict() {}

    /** The answer of {@code POST /api/probe}; null while it is worth waiting for more. */
    static @Nullable ObjectNode of(SourceStatus status, long millis) {
        if (status.tags() == 0) {
            String error = status.lastError();
            if (error != null) {
                return refused(error);
            }
            return millis < MOST_MILLIS && status.state() != SourceState.FAILED
                    ? null
                    : refused("Nothing came within " + MOST_MILLIS / 1_000
                            + " s: check the address, and that the encoder is running.");
        }
        return isComplete(status) || millis >= MOST_MILLIS ? seen(status) : null;
    }

    static ObjectNode refused(String reason) {
        return JsonNodeFactory.instance.objectNode().put("ok", false).put("reason", reason);
    }

    private static boolean isComplete(SourceStatus status) {
        StreamFigures figures = status.figures();
        boolean pictures = status.videoCodec() == null || figures.keyframeMillis() > 0;
        return figures.bitsPerSecond() > 0 && pictures;
    }

    private static ObjectNode seen(SourceStatus status) {
        StreamFigures figures = status.figures();
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("ok", true);
        json.put("video", status.videoCodec()).put("audio", status.audioCodec());
        putKnown(json, "width", figures.width());
        putKnown(json, "height", figures.height());
        if (figures.framesPerSecond() > 0) {
            json.put("framesPerSecond", figures.framesPerSecond());
        } else {
            json.putNull("framesPerSecond");
        }
        putKnown(json, "bitsPerSecond", figures.bitsPerSecond());
        putKnown(json, "keyframeMillis", figures.keyframeMillis());
        return json;
    }

    private static void putKnown(ObjectNode json, String field, long value) {
        if (value > 0) {
            json.put(field, value);
        } else {
            json.putNull(field);
        }
    }
}
