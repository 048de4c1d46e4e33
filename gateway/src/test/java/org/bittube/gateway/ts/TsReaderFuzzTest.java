package org.bittube.gateway.ts;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.List;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.Tags;

/**
 * Any bytes, cut anywhere: the same tags, or a refusal; the packets that were found, written one behind the other, are read as the same again; what comes out
 * is FLV of a length that the input bounds.
 */
class TsReaderFuzzTest {
    /** A frame of MP3 has four bytes of its own at least, an empty picture five; a tag has 15 and its head. */
    private static final int MOST_GROWTH = 40;

    @FuzzTest(maxDuration = "60s")
    void becomesTheSameTagsHoweverItIsCut(byte[] bytes) {
        Buffer input = Buffer.buffer(bytes);
        try {
            List<FlvTag> whole = TsFile.read(new TsReader(), input, Math.max(1, bytes.length));
            List<FlvTag> pieces = TsFile.read(new TsReader(), input, 1 + bytes.length % 500);
            assertThat(pieces).isEqualTo(whole);
            Buffer packets = packets(input);
            assertThat(packets(packets)).isEqualTo(packets);
            assertThat(TsFile.read(new TsReader(), packets, 1_000)).isEqualTo(whole);
            Buffer flv = Tags.file(whole);
            assertThat(flv.length()).isLessThan(MOST_GROWTH * bytes.length + 1_024);
            assertThat(Tags.read(flv)).extracting(FlvTag::body).isEqualTo(bodies(whole));
        } catch (TsException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }

    private static List<Buffer> bodies(List<FlvTag> tags) {
        return tags.stream().map(FlvTag::body).toList();
    }

    /** Those that are found, and nothing else. */
    private static Buffer packets(Buffer input) {
        Buffer found = Buffer.buffer();
        TsPackets.Sink sink =
                (bytes, at) -> found.appendBytes(Arrays.copyOfRange(bytes, at, at + TsPackets.PACKET_BYTES));
        TsPackets packets = new TsPackets();
        packets.accept(input, sink);
        packets.flush(sink);
        return found;
    }
}
