package org.bittube.gateway.packet;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.FlvWriter;
import org.junit.jupiter.api.RepeatedTest;

/** Whatever the tags are, the packets say the same. */
class PacketizerPropertyTest {
    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);
    private final Buffer stream = Buffer.buffer();
    private final List<Integer> tagStarts = new ArrayList<>();
    private final List<Integer> keyframeStarts = new ArrayList<>();
    private final List<Packet> packets = new ArrayList<>();

    @RepeatedTest(20)
    void packetsAreTheTagStreamAndKeepTheRules() {
        Packetizer packetizer = new Packetizer(new PacketSigner(SampleKeys.KEYS, "news"), 1);
        long millis = 0;
        for (int i = 0; i < 60; i++) {
            millis += random.nextInt(4) == 0 ? random.nextInt(90) : random.nextInt(20);
            FlvTag tag = tag(millis);
            tagStarts.add(stream.length());
            if (tag.isKeyframe()) {
                keyframeStarts.add(stream.length());
            }
            FlvWriter.append(tag, stream);
            packets.addAll(packetizer.accept(tag));
            if (random.nextInt(10) == 0) {
                packets.addAll(packetizer.flush());
            }
        }
        packets.addAll(packetizer.flush());
        check();
    }

    private FlvTag tag(long millis) {
        int bytes = random.nextInt(5) == 0 ? random.nextInt(60_000) : random.nextInt(600);
        return switch (random.nextInt(4)) {
            case 0 -> SampleTags.keyframe(millis, bytes + 9);
            case 1 -> SampleTags.audio(millis, bytes + 2);
            default -> SampleTags.frame(millis, bytes + 9);
        };
    }

    private void check() {
        Buffer joined = Buffer.buffer();
        List<Integer> packetStarts = new ArrayList<>();
        for (Packet packet : packets) {
            PacketHeader header = packet.header();
            assertThat(header.seq()).as("seed %d", seed).isEqualTo(packetStarts.size());
            assertThat(header.durationMillis()).as("seed %d", seed).isLessThanOrEqualTo(Packetizer.MAX_MILLIS);
            assertThat(header.has(PacketHeader.TAG_START))
                    .as("seed %d", seed)
                    .isEqualTo(tagStarts.contains(joined.length()));
            // Sound before the first picture may be marked as a place to start, too.
            if (keyframeStarts.contains(joined.length())) {
                assertThat(packet.isKeyframe()).as("seed %d", seed).isTrue();
            }
            packetStarts.add(joined.length());
            joined.appendBuffer(packet.payload());
        }
        assertThat(joined).as("seed %d", seed).isEqualTo(stream);
        assertThat(packetStarts).as("seed %d", seed).containsAll(keyframeStarts);
    }
}
