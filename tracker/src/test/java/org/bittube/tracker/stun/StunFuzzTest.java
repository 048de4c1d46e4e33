package org.bittube.tracker.stun;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vertx.core.buffer.Buffer;

/** Any datagram is either a request, whose answer is not much longer than it, or not answered. */
class StunFuzzTest {
    @FuzzTest(maxDuration = "60s")
    void request(byte[] datagram) {
        BindingRequest.parse(Buffer.buffer(datagram)).ifPresent(request -> {
            assertThat(request.transactionId().length()).isEqualTo(12);
            assertThat(BindingResponse.encode(request, new byte[16], 1).length())
                    .isLessThanOrEqualTo(datagram.length + 24);
        });
    }
}
