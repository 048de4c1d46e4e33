package org.bittube.gateway.flv;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/** Any bytes, cut anywhere: the reader fails in its one way or gives the same tags; written, they are read as the same again. */
class FlvReaderFuzzTest {
    @FuzzTest(maxDuration = "30s")
    void neverFailsInAnotherWay(FuzzedDataProvider data) {
        int cut = data.consumeInt(1, 4_096);
        boolean header = data.consumeBoolean();
        Buffer input = header ? FlvWriter.header(true, true) : Buffer.buffer();
        input.appendBytes(data.consumeRemainingAsBytes());
        List<FlvTag> whole = read(input, Math.max(1, input.length()));
        List<FlvTag> pieces = read(input, cut);
        assertThat(pieces).isEqualTo(whole);
        assertThat(read(Tags.file(whole), cut)).isEqualTo(whole);
        for (FlvTag tag : whole) {
            assertThat(FlvWriter.encode(tag).length()).isEqualTo(tag.encodedLength());
            assertThat(tag.isKeyframe() && tag.isSequenceHeader()).isFalse();
        }
    }

    private static List<FlvTag> read(Buffer input, int cut) {
        FlvReader reader = new FlvReader();
        List<FlvTag> tags = new ArrayList<>();
        try {
            for (int at = 0; at < input.length(); at += cut) {
                reader.accept(input.getBuffer(at, Math.min(input.length(), at + cut)), tags::add);
            }
        } catch (FlvException e) {
            tags.clear();
        }
        return tags;
    }
}
