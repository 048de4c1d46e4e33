package org.bittube.gateway.mp4;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.bittube.gateway.flv.FlvTag;

/** Any bytes behind any bytes become tags of which the input bounds the length, or are refused with a reason. */
class Mp4SegmentsFuzzTest {
    private static final int MOST_GROWTH = 32;
    private static final int HEADER_BYTES = 64 << 10;

    @FuzzTest(maxDuration = "60s")
    void becomesTagsOrIsRefused(byte[] bytes) {
        int half = bytes.length / 2;
        Buffer all = Buffer.buffer(bytes);
        try {
            Mp4Segments segments = new Mp4Segments(all.getBuffer(0, half));
            List<FlvTag> tags = new ArrayList<>();
            segments.accept(all.getBuffer(half, bytes.length), tags::add);
            segments.accept(all, tags::add);
            assertThat(tags.stream().mapToLong(FlvTag::encodedLength).sum())
                    .isLessThan(2L * MOST_GROWTH * bytes.length + HEADER_BYTES);
            assertThat(tags).allMatch(tag -> tag.timestampMillis() >= 0);
        } catch (Mp4Exception refused) {
            assertThat(refused.getMessage()).isNotBlank().doesNotContain("\n");
        }
    }
}
