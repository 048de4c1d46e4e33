package org.bittube.gateway.mp4;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bittube.gateway.amf.AmfValue;
import org.bittube.gateway.amf.AmfWriter;
import org.bittube.gateway.amf.KeyframesField;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.FlvWriter;
import org.bittube.gateway.flv.TagType;
import org.jspecify.annotations.Nullable;

/** The onMetaData of a file whose every offset is known (FLV 10.1, annex E.5): players seek by its keyframes. */
final class MetadataTag {
    private static final int AVC = 7;
    private static final int AAC = 10;
    private static final double MILLIS = 1000;

    private final Outline outline;
    private final @Nullable Timeline video;
    private final @Nullable Timeline audio;
    private final int headerBytes;

    /** @param headerBytes of the sequence headers between this tag and the first sample's */
    MetadataTag(Outline outline, @Nullable Timeline video, @Nullable Timeline audio, int headerBytes) {
        this.outline = outline;
        this.video = video;
        this.audio = audio;
        this.headerBytes = headerBytes;
    }

    /** The tag. Its length, which its offsets contain, is the same whatever they are. */
    FlvTag tag() {
        int ownBytes = tag(0).encodedLength();
        return tag((long) FlvWriter.FILE_HEADER_BYTES + ownBytes + headerBytes);
    }

    private FlvTag tag(long firstSample) {
        Map<String, AmfValue> values = new LinkedHashMap<>();
        values.put("duration", AmfValue.of(outline.durationMillis() / MILLIS));
        values.put("filesize", AmfValue.of((double) (firstSample + outline.bytes())));
        values.put("hasVideo", AmfValue.of(video != null));
        values.put("hasAudio", AmfValue.of(audio != null));
        if (video != null) {
            SampleDescription picture = video.firstDescription();
            values.put("videocodecid", AmfValue.of(AVC));
            values.put("width", AmfValue.of(picture.width()));
            values.put("height", AmfValue.of(picture.height()));
        }
        if (audio != null) {
            values.put("audiocodecid", AmfValue.of(AAC));
        }
        if (!outline.keyframes().isEmpty()) {
            values.put("hasKeyframes", AmfValue.of(true));
            values.put("keyframes", keyframes(firstSample));
        }
        AmfValue fields = new AmfValue.Fields(true, values);
        return new FlvTag(TagType.SCRIPT, 0, AmfWriter.encode(AmfValue.of("onMetaData"), fields));
    }

    private AmfValue keyframes(long firstSample) {
        KeyframesField field = new KeyframesField(firstSample - headerBytes);
        outline.keyframes().forEach(keyframe -> field.add(keyframe.timeMillis(), firstSample + keyframe.offset()));
        return field.value();
    }
}
