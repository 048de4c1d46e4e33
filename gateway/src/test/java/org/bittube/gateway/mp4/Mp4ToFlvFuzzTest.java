package org.bittube.gateway.mp4;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vertx.core.buffer.Buffer;
import org.bittube.gateway.flv.FlvReader;

/** Any bytes become FLV that can be read, of a length that the input bounds, or are refused with a reason. */
class Mp4ToFlvFuzzTest {
    /** A sample of one byte, of which a table of half a byte tells, makes a tag of 21 bytes; then there are the headers. */
    private static final int MOST_GROWTH = 32;

    private static final int HEADER_BYTES = 64 << 10;

    @FuzzTest(maxDuration = "60s")
    void becomesFlvOrIsRefused(byte[] bytes) {
        try {
            Buffer flv = Mp4Files.remux(bytes);
            assertThat(flv.length()).isLessThan(MOST_GROWTH * bytes.length + HEADER_BYTES);
            FlvReader reader = new FlvReader();
            reader.accept(flv, tag -> assertThat(tag.timestampMillis()).isNotNegative());
            assertThat(reader.resyncs()).isZero();
        } catch (Mp4Exception refused) {
            assertThat(refused.getMessage()).isNotBlank().doesNotContain("\n");
        }
    }
}
