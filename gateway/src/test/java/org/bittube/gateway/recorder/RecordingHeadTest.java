package org.bittube.gateway.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bittube.gateway.amf.AmfReader;
import org.bittube.gateway.amf.AmfValue;
import org.bittube.gateway.amf.AmfWriter;
import org.bittube.gateway.flv.FlvIndex;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.TagType;
import org.bittube.gateway.flv.Tags;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingHeadTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 1_000, 1_700, 1_800, 1_801, 5_000, 200_000})
    void hasTheSameLengthWhateverIsInIt(int keyframes) {
        Map<String, AmfValue> described = new LinkedHashMap<>();
        for (int odd = 0; odd < 2; odd++) {
            described.put("encoder", AmfValue.of("x".repeat(odd)));
            FlvIndex index = index(keyframes);
            assertThat(RecordingHead.growing(described, true, true).length()).isEqualTo(RecordingHead.BYTES);
            Buffer head = RecordingHead.finished(described, index);
            assertThat(head.length()).isEqualTo(RecordingHead.BYTES);
            List<FlvTag> tags = Tags.read(head);
            assertThat(tags).hasSize(1);
            Map<String, AmfValue> fields = fields(tags.get(0));
            assertThat(fields.get("duration")).isEqualTo(AmfValue.of(12.345));
            assertThat(fields.get("filesize")).isEqualTo(AmfValue.of(4_711));
            if (keyframes < 2) {
                assertThat(fields).doesNotContainKey("keyframes");
                continue;
            }
            List<AmfValue> times = list(fields, "times");
            List<AmfValue> positions = list(fields, "filepositions");
            assertThat(positions).hasSameSizeAs(times);
            assertThat(times.size()).isLessThanOrEqualTo(keyframes);
            if (keyframes <= 1_700) {
                assertThat(times).hasSize(keyframes);
            } else {
                assertThat(times).hasSizeGreaterThan(850);
            }
            assertThat(times.get(0)).isEqualTo(AmfValue.of(0));
            assertThat(positions.get(0)).isEqualTo(AmfValue.of(RecordingHead.BYTES));
        }
    }

    @Test
    void keepsOfTheSourcesMetadataWhatStaysTrue() {
        Map<String, AmfValue> fields = new LinkedHashMap<>();
        fields.put("width", AmfValue.of(1280));
        fields.put("videocodecid", AmfValue.of(7));
        fields.put("videodatarate", AmfValue.of(0));
        fields.put("encoder", AmfValue.of("x".repeat(257)));
        fields.put("duration", AmfValue.of(99));
        fields.put("keyframes", new AmfValue.Fields(false, Map.of()));
        fields.put("height", new AmfValue.Fields(false, Map.of()));
        fields.put("secret", AmfValue.of("s"));
        Buffer body = AmfWriter.encode(AmfValue.of("onMetaData"), new AmfValue.Fields(true, fields));
        assertThat(RecordingHead.described(new FlvTag(TagType.SCRIPT, 0, body)))
                .containsOnlyKeys("width", "videocodecid");
    }

    @Test
    void metadataThatCannotBeReadIsLeftOut() {
        Buffer body = Tags.metadata(0).body().copy().appendByte((byte) 77);
        assertThat(RecordingHead.described(new FlvTag(TagType.SCRIPT, 0, body))).isEmpty();
        assertThat(RecordingHead.described(null)).isEmpty();
    }

    private static FlvIndex index(int count) {
        List<FlvIndex.Keyframe> keyframes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            keyframes.add(new FlvIndex.Keyframe(i * 1_000L, RecordingHead.BYTES + 80 + i * 5_000L));
        }
        return new FlvIndex(12_345, keyframes, new byte[13], true, true, 4_711);
    }

    private static Map<String, AmfValue> fields(FlvTag tag) {
        assertThat(tag.isMetadata()).isTrue();
        return ((AmfValue.Fields) AmfReader.readAll(tag.body()).get(1)).fields();
    }

    private static List<AmfValue> list(Map<String, AmfValue> fields, String name) {
        AmfValue.Fields keyframes = (AmfValue.Fields) fields.get("keyframes");
        return ((AmfValue.StrictArray) keyframes.fields().get(name)).values();
    }
}
