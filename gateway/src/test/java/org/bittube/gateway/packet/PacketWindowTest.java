package org.bittube.gateway.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

class PacketWindowTest {
    private static Packet packet(long seq, long millis, int flags, int bytes) {
        PacketHeader header = new PacketHeader(flags, 0, 1, seq, millis, 0, bytes);
        return new Packet(
                header, PacketCodec.encodeHeader(header).appendBytes(new byte[PacketCodec.SIGNATURE_BYTES + bytes]));
    }

    /** A keyframe every tenth packet, 100 ms each. */
    private static PacketWindow filled(PacketWindow window, int packets, int bytes) {
        for (int seq = 0; seq < packets; seq++) {
            window.add(packet(seq, seq * 100L, seq % 10 == 0 ? 3 : 2, bytes));
        }
        return window;
    }

    @Test
    void keepsSixtySecondsAndTheirKeyframes() {
        PacketWindow window = filled(new PacketWindow(60_000, Long.MAX_VALUE), 1_000, 10);
        assertThat(window.firstSeq()).isEqualTo(399);
        assertThat(window.head()).isNotNull();
        assertThat(window.keyframes()).hasSize(60).startsWith(400L).endsWith(990L);
        assertThat(window.lastKeyframe()).hasValue(990);
        assertThat(window.get(398)).isNull();
        assertThat(window.get(399)).isNotNull();
        assertThat(window.get(1_000)).isNull();
        assertThat(window.range(399, 402)).extracting(Packet::seq).containsExactly(399L, 400L, 401L, 402L);
    }

    @Test
    void neverTakesMoreMemoryThanAllowedButKeepsTheNewest() {
        int charged = 86 + 1_000 + 256;
        PacketWindow window = filled(new PacketWindow(60_000, 10L * charged), 100, 1_000);
        assertThat(window.firstSeq()).isEqualTo(90);
        assertThat(window.wireBytes()).isEqualTo(10L * 1_086);
        PacketWindow tiny = filled(new PacketWindow(60_000, 1), 5, 1_000);
        assertThat(tiny.firstSeq()).isEqualTo(4);
        assertThat(tiny.get(4)).isNotNull();
    }

    @Test
    void measuresTheRateOfWhatItHolds() {
        // 1,000 bytes with header each 100 ms.
        assertThat(filled(new PacketWindow(60_000, 1 << 20), 101, 914).bitsPerSecond())
                .isBetween(80_000L, 81_000L);
        assertThat(new PacketWindow(60_000, 1).bitsPerSecond()).isZero();
        // A first second is not complete: 1,000 bytes are 8 kbit/s, not endlessly many.
        assertThat(filled(new PacketWindow(60_000, 1 << 20), 1, 914).bitsPerSecond())
                .isEqualTo(8_000);
    }

    @Test
    void refusesGapsAndRangesThatAreNotThere() {
        PacketWindow window = filled(new PacketWindow(60_000, 1 << 20), 5, 10);
        assertThatIllegalArgumentException().isThrownBy(() -> window.add(packet(6, 0, 2, 1)));
        assertThatIllegalArgumentException().isThrownBy(() -> window.add(packet(4, 0, 2, 1)));
        assertThatIllegalArgumentException().isThrownBy(() -> window.range(3, 5));
        assertThatIllegalArgumentException().isThrownBy(() -> window.range(3, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> new PacketWindow(0, 1));
    }

    @Test
    void payloadIsAViewOfTheEncodedBytes() {
        Packet packet = packet(0, 0, 2, 7);
        assertThat(packet.payload()).isEqualTo(Buffer.buffer(new byte[7]));
        assertThat(packet.lengthBytes()).isEqualTo(93);
    }
}
