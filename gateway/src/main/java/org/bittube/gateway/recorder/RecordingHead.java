package org.bittube.gateway.recorder;

import io.vertx.core.buffer.Buffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bittube.gateway.amf.AmfException;
import org.bittube.gateway.amf.AmfReader;
import org.bittube.gateway.amf.AmfValue;
import org.bittube.gateway.amf.AmfWriter;
import org.bittube.gateway.amf.KeyframesField;
import org.bittube.gateway.flv.FlvIndex;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.FlvWriter;
import org.bittube.gateway.flv.TagType;
import org.bittube.gateway.object.SeekTable;
import org.jspecify.annotations.Nullable;

/**
 * The first {@value #BYTES} bytes of a recording: the file header and onMetaData. They are as many before and after the index is
 * known, so that it can be put in its place without moving anything; what is not needed is filled with an array that players skip. Pure.
 */
final class RecordingHead {
    /** Room for some 1,700 keyframes; more are thinned evenly, for a player also finds its way from the one before. */
    static final int BYTES = 32 << 10;

    /** What the source knows best. Its rates and what it says of the sound are of the whole stream, or guesses, and stay out. */
    private static final Set<String> KEPT = Set.of("width", "height", "videocodecid", "audiocodecid", "encoder");

    private static final int LONGEST_TEXT = 256;
    private static final int BODY_BYTES =
            BYTES - FlvWriter.FILE_HEADER_BYTES - FlvTag.HEADER_BYTES - FlvTag.TRAILER_BYTES;
    private static final int NUMBER_BYTES = 9;
    private static final int FLAG_BYTES = 2;
    private static final AmfValue FILLING = AmfValue.of(false);

    private RecordingHead() {}

    /** What the source's onMetaData says that stays true of a recording; nothing when it cannot be read. */
    static Map<String, AmfValue> described(@Nullable FlvTag metadata) {
        Map<String, AmfValue> kept = new LinkedHashMap<>();
        if (metadata == null) {
            return kept;
        }
        List<AmfValue> values;
        try {
            values = AmfReader.readAll(metadata.body());
        } catch (AmfException e) {
            return kept;
        }
        if (values.size() > 1 && values.get(1) instanceof AmfValue.Fields fields) {
            fields.fields().forEach((name, value) -> {
                boolean shortText =
                        value instanceof AmfValue.Text text && text.value().length() <= LONGEST_TEXT;
                if (KEPT.contains(name)
                        && (value instanceof AmfValue.Num || value instanceof AmfValue.Flag || shortText)) {
                    kept.put(name, value);
                }
            });
        }
        return kept;
    }

    /** For a file that is still growing. */
    static Buffer growing(Map<String, AmfValue> described, boolean audio, boolean video) {
        Map<String, AmfValue> fields = new LinkedHashMap<>();
        fields.put("hasAudio", AmfValue.of(audio));
        fields.put("hasVideo", AmfValue.of(video));
        fields.putAll(described);
        return head(fields, audio, video);
    }

    /** For a file of which this is the index. */
    static Buffer finished(Map<String, AmfValue> described, FlvIndex index) {
        Map<String, AmfValue> fields = new LinkedHashMap<>();
        fields.put("duration", AmfValue.of(index.durationMillis() / 1_000.0));
        fields.put("filesize", AmfValue.of((double) index.validBytes()));
        fields.put("hasAudio", AmfValue.of(index.hasAudio()));
        fields.put("hasVideo", AmfValue.of(index.hasVideo()));
        fields.put("hasMetadata", AmfValue.of(true));
        fields.put("hasKeyframes", AmfValue.of(index.hasVideo()));
        fields.putAll(described);
        Map<String, AmfValue> without = new LinkedHashMap<>(fields);
        without.put("keyframes", keyframes(List.of()));
        int room = (BODY_BYTES - length(without) - length(Map.of("padding_", padding(1)))) / (2 * NUMBER_BYTES);
        if (index.hasVideo() && index.keyframes().size() > 1) {
            // Players take an index of a single place for a broken one, and expect none of sound.
            fields.put("keyframes", keyframes(SeekTable.thinned(index.keyframes(), room)));
        }
        return head(fields, index.hasAudio(), index.hasVideo());
    }

    private static Buffer head(Map<String, AmfValue> fields, boolean audio, boolean video) {
        Map<String, AmfValue> padded = new LinkedHashMap<>(fields);
        // Each element takes two bytes: the name makes the rest even.
        int rest = BODY_BYTES - length(withPadding(fields, "padding", 0));
        String name = rest % FLAG_BYTES == 0 ? "padding" : "padding_";
        padded.put(name, padding(rest / FLAG_BYTES));
        Buffer head = FlvWriter.header(audio, video);
        FlvWriter.append(new FlvTag(TagType.SCRIPT, 0, body(padded)), head);
        if (head.length() != BYTES) {
            throw new IllegalStateException("head of " + head.length() + " bytes");
        }
        return head;
    }

    private static Map<String, AmfValue> withPadding(Map<String, AmfValue> fields, String name, int elements) {
        Map<String, AmfValue> padded = new LinkedHashMap<>(fields);
        padded.put(name, padding(elements));
        return padded;
    }

    private static AmfValue padding(int elements) {
        return new AmfValue.StrictArray(Collections.nCopies(elements, FILLING));
    }

    private static Buffer body(Map<String, AmfValue> fields) {
        return AmfWriter.encode(AmfValue.of("onMetaData"), new AmfValue.Fields(true, fields));
    }

    private static int length(Map<String, AmfValue> fields) {
        return body(fields).length();
    }

    private static AmfValue keyframes(List<FlvIndex.Keyframe> keyframes) {
        KeyframesField field = new KeyframesField(BYTES);
        keyframes.forEach(keyframe -> field.add(keyframe.timeMillis(), keyframe.offset()));
        return field.value();
    }
}
