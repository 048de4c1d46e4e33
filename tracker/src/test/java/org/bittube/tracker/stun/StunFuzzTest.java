package org.bittube.tracker.stun;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** Any message is either a request, whose answer is not much longer than it, or not answered. */
class StunFuzzTest {
    @FuzzTest(maxDuration = "60s")
    void request(byte[] bytes) {
        ByteBuf message = Unpooled.wrappedBuffer(bytes);
        int framed = StunFrame.length(message);
        boolean discovery = bytes.length % 2 == 0;
        BindingRequest.parse(message, discovery).ifPresent(request -> {
            assertThat(framed).isEqualTo(bytes.length);
            int most = BindingAnswer.maxLength(request);
            ByteBuf answer = Unpooled.buffer(most, most);
            BindingAnswer.write(message, request, new Endpoint(new byte[16], 1), null, answer);
            assertThat(answer.readableBytes()).isLessThanOrEqualTo(bytes.length + 24);
        });
    }
}
