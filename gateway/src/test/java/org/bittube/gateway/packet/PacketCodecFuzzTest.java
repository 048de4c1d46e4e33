package org.bittube.gateway.packet;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vertx.core.buffer.Buffer;

/** Bytes are a packet, which is encoded as the same bytes again, or are refused with a reason: nothing else may happen. */
class PacketCodecFuzzTest {
    @FuzzTest
    void decodesOrRefuses(byte[] bytes) {
        try {
            Packet packet = PacketCodec.decode(Buffer.buffer(bytes));
            assertThat(PacketCodec.encodeHeader(packet.header()))
                    .isEqualTo(Buffer.buffer(bytes).slice(0, PacketCodec.HEADER_BYTES));
        } catch (PacketFormatException refused) {
            assertThat(refused.offset()).isBetween(0, bytes.length);
        }
    }

    @FuzzTest
    void decodesRunsOrRefuses(byte[] bytes) {
        try {
            int length = PacketCodec.decodeAll(Buffer.buffer(bytes)).stream()
                    .mapToInt(Packet::lengthBytes)
                    .sum();
            assertThat(length).isEqualTo(bytes.length);
        } catch (PacketFormatException refused) {
            assertThat(refused.offset()).isBetween(0, bytes.length);
        }
    }
}
