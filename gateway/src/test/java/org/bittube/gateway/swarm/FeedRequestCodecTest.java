package org.bittube.gateway.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedRequestCodecTest {
    private static FeedRequest decode(String text) {
        return FeedRequestCodec.decode(Buffer.buffer(text));
    }

    @Test
    void readsTheTwoRequests() {
        assertThat(decode("{\"type\":\"subscribe\",\"substreams\":[0,3],\"fromSeq\":1235}"))
                .isEqualTo(new FeedRequest.Subscribe(Substreams.of(0, 3), 1_235, false));
        assertThat(decode("{\"type\":\"unsubscribe\",\"substreams\":[7],\"new\":{\"x\":1}}"))
                .isEqualTo(new FeedRequest.Unsubscribe(Substreams.of(7)));
        assertThat(decode("{\"type\":\"subscribe\",\"substreams\":[0,1,2,3,4,5,6,7],\"fromSeq\":4294967294}"))
                .isEqualTo(new FeedRequest.Subscribe(Substreams.ALL, 4_294_967_294L, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"subscribe\"",
                "{",
                "{}",
                "{\"type\":1}",
                "{\"type\":\"other\",\"substreams\":[1]}",
                "{\"type\":\"unsubscribe\"}",
                "{\"type\":\"unsubscribe\",\"substreams\":[]}",
                "{\"type\":\"unsubscribe\",\"substreams\":[8]}",
                "{\"type\":\"unsubscribe\",\"substreams\":[-1]}",
                "{\"type\":\"unsubscribe\",\"substreams\":[1,1]}",
                "{\"type\":\"unsubscribe\",\"substreams\":[1.0]}",
                "{\"type\":\"unsubscribe\",\"substreams\":[\"1\"]}",
                "{\"type\":\"unsubscribe\",\"substreams\":[4294967296]}",
                "{\"type\":\"unsubscribe\",\"substreams\":[0,1,2,3,4,5,6,7,0]}",
                "{\"type\":\"unsubscribe\",\"type\":\"subscribe\",\"substreams\":[1]}",
                "{\"type\":\"unsubscribe\",\"substreams\":[1]} x",
                "{\"type\":\"subscribe\",\"substreams\":[1]}",
                "{\"type\":\"subscribe\",\"substreams\":[1],\"fromSeq\":-1}",
                "{\"type\":\"subscribe\",\"substreams\":[1],\"fromSeq\":4294967295}",
                "{\"type\":\"subscribe\",\"substreams\":[1],\"fromSeq\":1.5}",
                "{\"type\":\"subscribe\",\"substreams\":[1],\"fromSeq\":99999999999999999999}",
                "{\"type\":\"subscribe\",\"substreams\":[1],\"fromSeq\":\"1\"}",
            })
    void refusesWhatIsNoRequest(String text) {
        FeedFormatException refused = catchThrowableOfType(FeedFormatException.class, () -> decode(text));
        assertThat(refused).isNotNull();
        assertThat(refused.closeCode()).isEqualTo(FeedFormatException.INVALID);
    }

    @Test
    void refusesBytesThatAreNoText() {
        FeedFormatException refused = catchThrowableOfType(
                FeedFormatException.class,
                () -> FeedRequestCodec.decode(Buffer.buffer(new byte[] {'{', (byte) 0xC3, (byte) 0x28, '}'})));
        assertThat(refused.closeCode()).isEqualTo(FeedFormatException.INVALID);
    }

    @Test
    void refusesMoreThanOneKibibyte() {
        String request = "{\"type\":\"unsubscribe\",\"substreams\":[7]}";
        assertThat(decode(request + " ".repeat(1_024 - request.length()))).isNotNull();
        FeedFormatException refused = catchThrowableOfType(
                FeedFormatException.class, () -> decode(request + " ".repeat(1_025 - request.length())));
        assertThat(refused.closeCode()).isEqualTo(FeedFormatException.TOO_BIG);
    }

    @Test
    void deepNestingIsNoTrouble() {
        assertThat(catchThrowableOfType(FeedFormatException.class, () -> decode("[".repeat(1_000))))
                .isNotNull();
    }
}
