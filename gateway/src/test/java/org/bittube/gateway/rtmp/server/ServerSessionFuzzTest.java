package org.bittube.gateway.rtmp.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.util.List;
import java.util.Random;
import org.bittube.gateway.rtmp.AnyTalk;
import org.bittube.gateway.rtmp.chunk.RtmpException;
import org.bittube.gateway.source.Admission;
import org.bittube.gateway.source.Publisher;
import org.jspecify.annotations.Nullable;

/** Whatever a stranger says on the port: refused in the one way, or answered with little; who has not got the key never publishes. */
class ServerSessionFuzzTest {
    private static final List<String> NAMES = List.of(
            "connect",
            "createStream",
            "publish",
            "play",
            "releaseStream",
            "FCPublish",
            "FCUnpublish",
            "deleteStream",
            "closeStream",
            "_result",
            "pause");

    @FuzzTest(maxDuration = "30s")
    void answersOrRefuses(FuzzedDataProvider data) {
        Stranger stranger = new Stranger();
        ServerSession session = new ServerSession(stranger, stranger, new Random(2)::nextBytes);
        try {
            new AnyTalk(data, NAMES).say(false, bytes -> {
                stranger.cameBytes += bytes.length();
                session.accept(bytes);
            });
        } catch (RtmpException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
        session.end("The connection was lost.");
        assertThat(session.isBusy()).isFalse();
        assertThat(stranger.sentBytes).isLessThanOrEqualTo(10_000 + 50 * stranger.cameBytes);
    }

    /** Knows no key, and remembers how much he was told. */
    private static final class Stranger implements Link, Reception {
        private long cameBytes;
        private long sentBytes;
        private boolean closed;

        @Override
        public void send(Buffer bytes) {
            assertThat(closed).isFalse();
            sentBytes += bytes.length();
        }

        @Override
        public WriteStream<Buffer> out() {
            throw new AssertionError("nothing is played");
        }

        @Override
        public void onPlay() {
            throw new AssertionError("nothing is played");
        }

        @Override
        public void close(String reason) {
            assertThat(closed).isFalse();
            closed = true;
        }

        @Override
        public void abort(String reason) {
            throw new AssertionError("nobody is slow");
        }

        @Override
        public void onRoom() {
            throw new AssertionError("nothing was published");
        }

        @Override
        public Admission admit(String channel, String key, Publisher publisher) {
            return Admission.Refused.WRONG_KEY;
        }

        @Override
        public String address() {
            return "192.0.2.1";
        }

        @Override
        public @Nullable PlayDesk plays() {
            return null;
        }
    }
}
