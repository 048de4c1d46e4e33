package org.bittube.gateway.amf;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** Any bytes: refused in the one way, or values that, written, are read as the same values. */
class AmfReaderFuzzTest {
    @FuzzTest(maxDuration = "30s")
    void readsOrRefuses(byte[] input) {
        List<AmfValue> values;
        try {
            values = AmfReader.readAll(Buffer.buffer(input));
        } catch (AmfException e) {
            return;
        }
        Buffer written = AmfWriter.encode(values.toArray(AmfValue[]::new));
        assertThat(AmfReader.readAll(written)).isEqualTo(values);
    }
}
