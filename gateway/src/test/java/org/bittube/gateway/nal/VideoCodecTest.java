package org.bittube.gateway.nal;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.TagType;
import org.bittube.gateway.flv.Tags;
import org.junit.jupiter.api.Test;

class VideoCodecTest {
    @Test
    void theConfigurationOfH264IsThatWhichFfmpegWrites() {
        byte[] written = avcConfiguration();
        int sps = (written[6] & 0xFF) << 8 | (written[7] & 0xFF);
        int pps = (written[9 + sps] & 0xFF) << 8 | (written[10 + sps] & 0xFF);
        List<byte[]> sets =
                List.of(Arrays.copyOfRange(written, 8, 8 + sps), Arrays.copyOfRange(written, 11 + sps, 11 + sps + pps));
        assertThat(VideoCodec.AVC.configuration(sets)).isEqualTo(written);
        PictureFormat format = VideoCodec.AVC.format(written);
        assertThat(format).isNotNull();
        assertThat(format.width()).isEqualTo(128);
        assertThat(format.height()).isEqualTo(72);
    }

    @Test
    void damagedSetsAreRefusedAndNeverFailInAnotherWay() {
        byte[] written = avcConfiguration();
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] altered = Arrays.copyOf(written, random.nextInt(written.length + 1));
            for (int j = 0; j < 3 && altered.length > 0; j++) {
                altered[random.nextInt(altered.length)] = (byte) random.nextInt();
            }
            for (VideoCodec codec : List.of(VideoCodec.AVC, VideoCodec.HEVC)) {
                PictureFormat format = codec.format(altered);
                assertThat(format == null || format.isPlausible())
                        .as("seed %d", seed)
                        .isTrue();
                if (altered.length > 0) {
                    codec.configuration(List.of(altered, altered));
                }
            }
        }
    }

    @Test
    void unitsBetweenStartCodesOfThreeAndFourBytes() {
        byte[] bytes = {9, 0, 0, 1, 5, 6, 0, 0, 0, 1, 7, 0, 0, 1, 0, 0, 1, 8, 0, 0};
        List<String> units = new ArrayList<>();
        AnnexB.forEach(
                bytes,
                0,
                bytes.length,
                (from, start, end) -> units.add(Arrays.toString(Arrays.copyOfRange(from, start, end))));
        assertThat(units).containsExactly("[5, 6]", "[7]", "[8]");
    }

    private static byte[] avcConfiguration() {
        Buffer header = Tags.of("h264-aac.flv").stream()
                .filter(tag -> tag.type() == TagType.VIDEO && tag.isSequenceHeader())
                .map(FlvTag::body)
                .findFirst()
                .orElseThrow();
        return header.getBytes(5, header.length());
    }
}
