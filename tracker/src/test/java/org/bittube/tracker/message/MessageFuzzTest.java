package org.bittube.tracker.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** Any text is either a message, which survives being written and read, or refused with a code. */
class MessageFuzzTest {
    @FuzzTest(maxDuration = "60s")
    void request(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        TrackerRequest request;
        try {
            request = RequestCodec.decode(text);
        } catch (MessageException e) {
            assertThat(e.code()).isIn(ErrorCode.BAD_MESSAGE, ErrorCode.VERSION);
            return;
        }
        assertThat(RequestCodec.decode(RequestCodec.encode(request))).isEqualTo(request);
    }

    @FuzzTest(maxDuration = "60s")
    void event(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        TrackerEvent event;
        try {
            event = EventCodec.decode(text);
        } catch (MessageException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.BAD_MESSAGE);
            return;
        }
        assertThat(EventCodec.decode(EventCodec.encode(event))).isEqualTo(event);
    }
}
