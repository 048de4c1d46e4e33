package org.bittube.gateway.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.packet.Packet;
import org.bittube.gateway.packet.PacketSigner;
import org.bittube.gateway.packet.Prelude;
import org.bittube.gateway.packet.SampleKeys;
import org.bittube.gateway.packet.SampleTags;
import org.bittube.gateway.stream.StreamPrelude;
import org.junit.jupiter.api.Test;

class EpochPacketsTest {
    private final PacketSigner signer = new PacketSigner(SampleKeys.KEYS, "news");
    private final List<Packet> made = new ArrayList<>();
    private final EpochPackets packets = new EpochPackets(signer, 7, new WindowLimits(60_000, 64 << 20), made::add);
    private StreamPrelude prelude = StreamPrelude.EMPTY;

    private void accept(FlvTag... tags) {
        for (FlvTag tag : tags) {
            prelude = prelude.after(tag);
            packets.accept(tag, prelude);
        }
    }

    @Test
    void headersAtTheBeginningAreOnePrelude() {
        FlvTag metadata = SampleTags.metadata(100);
        FlvTag video = SampleTags.videoHeader(0, 0);
        FlvTag audio = SampleTags.audioHeader(0);
        accept(metadata, video, audio);
        assertThat(packets.prelude(0)).as("not made before it is needed").isNull();
        assertThat(packets.isPreludeToCome(0)).isTrue();
        accept(SampleTags.keyframe(0, 100));
        assertThat(packets.prelude(0)).isEqualTo(Prelude.of(signer, 7, 0, metadata, video, audio));
        assertThat(packets.isPreludeToCome(0)).isFalse();
        assertThat(packets.isPreludeToCome(1)).isTrue();
    }

    @Test
    void changedHeaderIsTheNextPreludeAndARepeatedOneIsNot() {
        accept(SampleTags.videoHeader(0, 0), SampleTags.keyframe(0, 100), SampleTags.videoHeader(40, 0));
        accept(SampleTags.keyframe(80, 100), SampleTags.videoHeader(120, 1), SampleTags.keyframe(120, 100));
        packets.flush();
        assertThat(made)
                .extracting(packet -> packet.header().timestampMillis(), packet -> packet.header()
                        .prelude())
                .containsExactly(
                        Tuple.tuple(0L, 0),
                        Tuple.tuple(0L, 0),
                        Tuple.tuple(80L, 0),
                        Tuple.tuple(120L, 1),
                        Tuple.tuple(120L, 1));
        assertThat(packets.prelude(1)).isEqualTo(Prelude.of(signer, 7, 1, null, SampleTags.videoHeader(0, 1), null));
    }

    @Test
    void changedMetadataAloneIsNoNewPrelude() {
        accept(SampleTags.videoHeader(0, 0), SampleTags.keyframe(0, 100), SampleTags.metadata(50));
        accept(SampleTags.keyframe(100, 100));
        packets.flush();
        assertThat(packets.isPreludeToCome(1)).isTrue();
        assertThat(packets.prelude(0)).isEqualTo(Prelude.of(signer, 7, 0, null, SampleTags.videoHeader(0, 0), null));
    }

    @Test
    void preludesLeaveWithTheLastPacketThatNeedsThem() {
        accept(SampleTags.videoHeader(0, 0), SampleTags.keyframe(0, 100), SampleTags.videoHeader(100, 1));
        accept(SampleTags.keyframe(59_000, 100), SampleTags.keyframe(60_000, 100));
        packets.flush();
        assertThat(packets.prelude(0)).isNotNull();
        accept(SampleTags.keyframe(60_200, 100));
        packets.flush();
        assertThat(packets.prelude(0)).isNull();
        assertThat(packets.isPreludeToCome(0)).isFalse();
        assertThat(packets.prelude(1)).isNotNull();
    }

    @Test
    void sourceThatChangesItsHeadersAllTheTimeFillsNoMemory() {
        for (int i = 0; i < 100; i++) {
            accept(SampleTags.videoHeader(i, i), SampleTags.keyframe(i, 50));
        }
        packets.flush();
        assertThat(packets.prelude(99)).isNotNull();
        assertThat(packets.prelude(99 - 63)).isNotNull();
        assertThat(packets.prelude(99 - 64)).isNull();
    }
}
