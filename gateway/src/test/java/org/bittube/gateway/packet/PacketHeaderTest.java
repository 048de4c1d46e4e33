package org.bittube.gateway.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

class PacketHeaderTest {
    private static PacketHeader header(
            int flags, int prelude, long epoch, long seq, long timestamp, int duration, int payload) {
        return new PacketHeader(flags, prelude, epoch, seq, timestamp, duration, payload);
    }

    @Test
    void takesTheLargestOfEverything() {
        PacketHeader largest =
                header(15, 65_535, (1L << 48) - 1, 0xFFFF_FFFEL, 0xFFFF_FFFFL, 65_535, PacketHeader.MAX_PAYLOAD_BYTES);
        assertThat(PacketCodec.decodeHeader(PacketCodec.encodeHeader(largest), 0))
                .isEqualTo(largest);
        assertThat(largest.substream()).isEqualTo(6);
    }

    @Test
    void refusesWhatDoesNotFitItsField() {
        assertThatIllegalArgumentException().isThrownBy(() -> header(32, 0, 0, 0, 0, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> header(0, 65_536, 0, 0, 0, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> header(0, -1, 0, 0, 0, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> header(0, 0, 1L << 48, 0, 0, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> header(0, 0, 0, -1, 0, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> header(0, 0, 0, 0, 1L << 32, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> header(0, 0, 0, 0, 0, 65_536, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> header(0, 0, 0, 0, 0, 0, 16_385));
    }

    @Test
    void noSeqExactlyForPreludes() {
        assertThatIllegalArgumentException().isThrownBy(() -> header(0, 0, 0, PacketHeader.SEQ_NONE, 0, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> header(18, 0, 0, 0, 0, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> header(17, 0, 0, PacketHeader.SEQ_NONE, 0, 0, 0));
        assertThat(header(18, 0, 0, PacketHeader.SEQ_NONE, 0, 0, 0).has(PacketHeader.PRELUDE))
                .isTrue();
    }

    @Test
    void packetHasTheLengthThatItsHeaderSays() {
        PacketHeader two = header(0, 0, 0, 0, 0, 0, 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Packet(two, Buffer.buffer(new byte[PacketCodec.PREFIX_BYTES + 3])));
    }
}
