package org.bittube.gateway.amf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.Tags;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmfTest {
    @Test
    void whatIsWrittenIsReadAgain() {
        Map<String, AmfValue> fields = new LinkedHashMap<>();
        fields.put("duration", AmfValue.of(12.5));
        fields.put("stereo", AmfValue.of(true));
        fields.put("title", AmfValue.of("Gr\u00FC\u00DFe"));
        fields.put("long", AmfValue.of("x".repeat(70_000)));
        fields.put("none", AmfValue.NULL);
        fields.put("nothing", AmfValue.UNDEFINED);
        fields.put("made", new AmfValue.Date(1.7e12));
        fields.put("times", new AmfValue.StrictArray(List.of(AmfValue.of(0), AmfValue.of(2.5))));
        fields.put("inner", new AmfValue.Fields(false, Map.of("a", AmfValue.of(1))));
        AmfValue array = new AmfValue.Fields(true, fields);
        List<AmfValue> read = AmfReader.readAll(AmfWriter.encode(AmfValue.of("onMetaData"), array));
        assertThat(read).containsExactly(AmfValue.of("onMetaData"), array);
    }

    /** Bytes as AMF0's specification shows them, section 2. */
    @Test
    void bytesAreThoseOfTheSpecification() {
        Buffer bytes = AmfWriter.encode(
                AmfValue.of("ab"), new AmfValue.Fields(true, Map.of("c", AmfValue.of(1.0))), AmfValue.of(false));
        assertThat(bytes.getBytes())
                .containsExactly(
                        2, 0, 2, 'a', 'b', 8, 0, 0, 0, 1, 0, 1, 'c', 0, 0x3F, 0xF0, 0, 0, 0, 0, 0, 0, 0, 0, 9, 1, 0);
    }

    @ParameterizedTest
    @FieldSource("org.bittube.gateway.flv.Tags#FIXTURES")
    void readsWhatAnotherMuxerWrote(String fixture) {
        FlvTag tag = Tags.of(fixture).get(0);
        assertThat(tag.isMetadata()).isTrue();
        List<AmfValue> values = AmfReader.readAll(tag.body());
        assertThat(values).hasSize(2);
        assertThat(((AmfValue.Fields) values.get(1)).fields()).containsKey("encoder");
        assertThat(AmfReader.readAll(AmfWriter.encode(values.toArray(AmfValue[]::new))))
                .isEqualTo(values);
    }

    @Test
    void inputThatIsCutIsRefusedWhereverTheCutIs() {
        Buffer whole = AmfWriter.encode(
                AmfValue.of("ab"),
                AmfValue.of(1),
                AmfValue.of(true),
                new AmfValue.Date(5),
                new AmfValue.StrictArray(List.of(AmfValue.of("x"), AmfValue.NULL)));
        int refused = 0;
        for (int length = 0; length < whole.length(); length++) {
            Buffer cut = whole.getBuffer(0, length);
            try {
                assertThat(AmfReader.readAll(cut)).hasSizeLessThan(5);
            } catch (AmfException e) {
                assertThat(e.offset()).isLessThanOrEqualTo(length);
                refused++;
            }
        }
        assertThat(refused).isEqualTo(whole.length() - 5);
    }

    @Test
    void arrayThatClaimsTooMuchIsRefusedBeforeMemoryIsTaken() {
        Buffer bytes = Buffer.buffer(new byte[] {10, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 5, 5});
        assertThatThrownBy(() -> AmfReader.readAll(bytes)).isInstanceOf(AmfException.class);
    }

    @Test
    void nestingHasAnEnd() {
        Buffer bytes = Buffer.buffer();
        for (int i = 0; i < 100_000; i++) {
            bytes.appendByte((byte) 3).appendUnsignedShort(1).appendByte((byte) 'a');
        }
        assertThatThrownBy(() -> AmfReader.readAll(bytes)).isInstanceOf(AmfException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 7, 9, 13, 15, 16, 17, 200})
    void kindsThatNoScriptTagHasAreRefused(int marker) {
        assertThatThrownBy(() -> AmfReader.readAll(Buffer.buffer(new byte[] {(byte) marker, 0, 0})))
                .isInstanceOf(AmfException.class)
                .hasMessageContaining("kind " + marker);
    }

    @Test
    void fieldsNeedNames() {
        assertThatThrownBy(() -> AmfWriter.encode(new AmfValue.Fields(true, Map.of("", AmfValue.NULL))))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
