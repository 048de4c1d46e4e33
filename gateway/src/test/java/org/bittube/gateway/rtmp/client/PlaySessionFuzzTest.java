package org.bittube.gateway.rtmp.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Random;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.rtmp.AnyTalk;
import org.bittube.gateway.rtmp.chunk.RtmpException;

/** Whatever a server says: refused in the one way, or tags no longer than what came; it is over once, and never tells the key. */
class PlaySessionFuzzTest {
    private static final List<String> NAMES = List.of("_result", "_error", "onStatus", "close", "onBWDone");

    @FuzzTest(maxDuration = "30s")
    void takesItOrRefuses(FuzzedDataProvider data) {
        Heard heard = new Heard();
        PlaySession session =
                new PlaySession("live", "rtmp://host:1935/live", "cam?key=geheim", heard, new Random(2)::nextBytes);
        session.open();
        try {
            new AnyTalk(data, NAMES).say(true, bytes -> {
                heard.cameBytes += bytes.length();
                session.accept(bytes);
            });
        } catch (RtmpException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
        assertThat(heard.tagBytes).isLessThanOrEqualTo(heard.cameBytes);
        assertThat(heard.sentBytes).isLessThanOrEqualTo(10_000 + 20 * heard.cameBytes);
    }

    private static final class Heard implements PlaySession.Events {
        private long cameBytes;
        private long tagBytes;
        private long sentBytes;
        private boolean over;

        @Override
        public void onSend(Buffer bytes) {
            assertThat(over).isFalse();
            sentBytes += bytes.length();
        }

        @Override
        public void onTag(FlvTag tag) {
            assertThat(over).isFalse();
            tagBytes += tag.body().length();
        }

        @Override
        public void onOver(String reason) {
            assertThat(over).isFalse();
            assertThat(reason).doesNotContain("geheim").hasSizeLessThan(250);
            over = true;
        }
    }
}
