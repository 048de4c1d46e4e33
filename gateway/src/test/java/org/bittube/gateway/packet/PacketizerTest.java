package org.bittube.gateway.packet;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.FlvWriter;
import org.junit.jupiter.api.Test;

class PacketizerTest {
    private final Packetizer packetizer = new Packetizer(new PacketSigner(SampleKeys.KEYS, "news"), 1_764_590_000_000L);
    private final List<Packet> packets = new ArrayList<>();

    private void accept(FlvTag... tags) {
        for (FlvTag tag : tags) {
            packets.addAll(packetizer.accept(tag));
        }
    }

    private PacketHeader header(int index) {
        return packets.get(index).header();
    }

    @Test
    void smallTagsShareAPacket() {
        FlvTag keyframe = SampleTags.keyframe(0, 500);
        FlvTag audio = SampleTags.audio(23, 40);
        accept(keyframe, audio);
        assertThat(packets).isEmpty();
        packets.addAll(packetizer.flush());
        assertThat(packets).hasSize(1);
        assertThat(header(0).flags()).isEqualTo(PacketHeader.KEYFRAME | PacketHeader.TAG_START);
        assertThat(header(0).timestampMillis()).isZero();
        assertThat(header(0).durationMillis()).isEqualTo(23);
        assertThat(packets.get(0).payload())
                .isEqualTo(
                        Buffer.buffer().appendBuffer(FlvWriter.encode(keyframe)).appendBuffer(FlvWriter.encode(audio)));
    }

    @Test
    void packetHoldsFiftyMillisecondsAndNoMore() {
        accept(SampleTags.keyframe(0, 10), SampleTags.frame(50, 10));
        assertThat(packets).isEmpty();
        accept(SampleTags.frame(51, 10));
        assertThat(packets).hasSize(1);
        assertThat(header(0).durationMillis()).isEqualTo(50);
    }

    @Test
    void packetEndsBeforeAKeyframe() {
        accept(SampleTags.frame(0, 10), SampleTags.keyframe(20, 10));
        assertThat(packets).hasSize(1);
        packets.addAll(packetizer.flush());
        assertThat(packets.get(0).isKeyframe()).isFalse();
        assertThat(packets.get(1).isKeyframe()).isTrue();
        assertThat(header(1).seq()).isEqualTo(1);
    }

    @Test
    void largeTagSpansPacketsAndItsRestIsShared() {
        accept(SampleTags.keyframe(1_000, 40_000));
        assertThat(packets).hasSize(2);
        assertThat(header(0).flags()).isEqualTo(PacketHeader.KEYFRAME | PacketHeader.TAG_START);
        assertThat(header(1).flags()).isZero();
        assertThat(header(1).timestampMillis()).isEqualTo(1_000);
        assertThat(header(1).payloadBytes()).isEqualTo(PacketHeader.MAX_PAYLOAD_BYTES);
        accept(SampleTags.audio(1_010, 100), SampleTags.audio(1_033, 100));
        packets.addAll(packetizer.flush());
        assertThat(packets).hasSize(3);
        assertThat(header(2).flags()).isZero();
        assertThat(header(2).timestampMillis()).isEqualTo(1_010);
        assertThat(header(2).durationMillis()).isEqualTo(23);
    }

    @Test
    void restOfALargeTagCountsForTheFiftyMilliseconds() {
        accept(SampleTags.keyframe(1_000, 20_000));
        accept(SampleTags.audio(1_051, 100));
        assertThat(packets).hasSize(2);
        assertThat(header(1).timestampMillis()).isEqualTo(1_000);
    }

    @Test
    void fullPacketLeavesAtOnce() {
        accept(SampleTags.keyframe(0, PacketHeader.MAX_PAYLOAD_BYTES - 15));
        assertThat(packets).hasSize(1);
        assertThat(packetizer.isPending()).isFalse();
        assertThat(packetizer.flush()).isEmpty();
    }

    @Test
    void marksTheFirstPacketAfterAnInterruptionOnly() {
        accept(SampleTags.keyframe(0, 10));
        packets.addAll(packetizer.discontinuity());
        accept(SampleTags.keyframe(500, 10), SampleTags.keyframe(600, 10));
        packets.addAll(packetizer.flush());
        assertThat(packets)
                .extracting(packet -> packet.header().has(PacketHeader.DISCONTINUITY))
                .containsExactly(false, true, false);
    }

    @Test
    void whatWaitsKeepsTheOldPreludeNumber() {
        accept(SampleTags.frame(0, 10));
        packets.addAll(packetizer.usePrelude(1));
        accept(SampleTags.videoHeader(10, 1));
        packets.addAll(packetizer.flush());
        assertThat(packets).extracting(packet -> packet.header().prelude()).containsExactly(0, 1);
    }

    @Test
    void endIsAnEmptyPacketBehindWhatWaited() {
        accept(SampleTags.keyframe(80, 10));
        packets.addAll(packetizer.end());
        assertThat(packets).hasSize(2);
        assertThat(header(1).flags()).isEqualTo(PacketHeader.END_OF_STREAM);
        assertThat(header(1).payloadBytes()).isZero();
        assertThat(header(1).timestampMillis()).isEqualTo(80);
    }

    @Test
    void offlineIsAnEmptyPacketBehindWhatWaitedAndWhatFollowsIsAsBefore() {
        accept(SampleTags.keyframe(80, 10));
        packets.addAll(packetizer.offline());
        accept(SampleTags.frame(9_080, 10));
        packets.addAll(packetizer.flush());
        assertThat(packets).hasSize(3);
        assertThat(header(1).flags()).isEqualTo(PacketHeader.DISCONTINUITY);
        assertThat(header(1).payloadBytes()).isZero();
        assertThat(header(1).timestampMillis()).isEqualTo(80);
        assertThat(header(2).flags()).isEqualTo(PacketHeader.TAG_START);
    }

    @Test
    void interleavingOutOfOrderNeverMakesANegativeDuration() {
        accept(SampleTags.keyframe(40, 10), SampleTags.audio(23, 10));
        packets.addAll(packetizer.flush());
        assertThat(packets).hasSize(1);
        assertThat(header(0).timestampMillis()).isEqualTo(40);
        assertThat(header(0).durationMillis()).isZero();
    }

    @Test
    void soundAloneCanBeStartedOnceASecond() {
        accept(SampleTags.audioHeader(0));
        for (int millis = 0; millis < 3_000; millis += 20) {
            accept(SampleTags.audio(millis, 50));
        }
        packets.addAll(packetizer.flush());
        assertThat(packets.stream().filter(Packet::isKeyframe).map(packet -> packet.header()
                        .timestampMillis()))
                .containsExactly(0L, 1_000L, 2_000L);
        accept(SampleTags.videoHeader(3_000, 0), SampleTags.audio(3_100, 10), SampleTags.audio(4_100, 10));
        assertThat(packetizer.flush()).noneMatch(Packet::isKeyframe);
    }
}
