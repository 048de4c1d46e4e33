package org.bittube.gateway.packet;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.FlvWriter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PreludeTest {
    private static Packet prelude(@Nullable FlvTag metadata, @Nullable FlvTag video, @Nullable FlvTag audio) {
        return Prelude.of(new PacketSigner(SampleKeys.KEYS, "news"), 7, 3, metadata, video, audio);
    }

    private static Buffer flv(boolean audio, boolean video, FlvTag... tags) {
        Buffer out = FlvWriter.header(audio, video);
        for (FlvTag tag : tags) {
            FlvWriter.append(tag.withTimestamp(0), out);
        }
        return out;
    }

    @Test
    void holdsWhatADecoderNeedsWithTimestampZero() {
        FlvTag metadata = SampleTags.metadata(200);
        FlvTag video = SampleTags.videoHeader(5_000, 0);
        FlvTag audio = SampleTags.audioHeader(5_000);
        Packet packet = prelude(metadata, video, audio);
        assertThat(packet.payload()).isEqualTo(flv(true, true, metadata, video, audio));
        assertThat(packet.header())
                .isEqualTo(new PacketHeader(
                        18, 3, 7, PacketHeader.SEQ_NONE, 0, 0, packet.payload().length()));
        assertThat(new PacketVerifier(SampleKeys.KEYS.publicKey(), "news").verifies(packet))
                .isTrue();
    }

    @Test
    void headerSaysWhichTracksThereAre() {
        FlvTag video = SampleTags.videoHeader(0, 0);
        assertThat(prelude(null, video, null).payload()).isEqualTo(flv(false, true, video));
        FlvTag audio = SampleTags.audioHeader(0);
        assertThat(prelude(null, null, audio).payload()).isEqualTo(flv(true, false, audio));
    }

    @Test
    void leavesOutMetadataThatDoesNotFit() {
        FlvTag video = SampleTags.videoHeader(0, 0);
        FlvTag audio = SampleTags.audioHeader(0);
        int room = PacketHeader.MAX_PAYLOAD_BYTES - 13 - video.encodedLength() - audio.encodedLength() - 15;
        FlvTag fits = SampleTags.metadata(room);
        assertThat(prelude(fits, video, audio).payload()).isEqualTo(flv(true, true, fits, video, audio));
        assertThat(prelude(fits, video, audio).payload().length()).isEqualTo(PacketHeader.MAX_PAYLOAD_BYTES);
        assertThat(prelude(SampleTags.metadata(room + 1), video, audio).payload())
                .isEqualTo(flv(true, true, video, audio));
    }
}
