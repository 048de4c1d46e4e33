package org.bittube.gateway.mp4;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.bittube.gateway.http.Ffmpeg;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What ffmpeg decodes from the FLV is what it decodes from the source. */
final class Mp4ToFlvIT {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-movflags +faststart -f mp4",
                "-movflags +frag_keyframe+empty_moov+default_base_moof -f mp4",
                "-movflags +negative_cts_offsets -f mp4",
                "-f mov"
            })
    void samePicturesAndSameSound(String layout, @TempDir Path folder) throws Exception {
        Path source = folder.resolve("source");
        Ffmpeg.run("-f lavfi -i testsrc2=size=320x180:rate=30000/1001"
                + " -f lavfi -i sine=frequency=440:sample_rate=48000 -t 5 -c:v libx264 -preset fast -bf 3 -g 60"
                + " -pix_fmt yuv420p -c:a aac -b:a 64k " + layout + " " + source);
        Path flv = folder.resolve("result.flv");
        try (FileChannel in = FileChannel.open(source);
                FileChannel out = FileChannel.open(flv, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            Mp4ToFlv.remux(in, out);
        }
        List<String> pictures = Ffmpeg.frameHashes(source, "-map 0:v");
        assertThat(pictures).hasSize(150);
        assertThat(Ffmpeg.frameHashes(flv, "-map 0:v")).isEqualTo(pictures);
        List<String> sound = Ffmpeg.frameHashes(source, "-map 0:a -c copy");
        assertThat(sound).hasSizeGreaterThan(200);
        assertThat(Ffmpeg.frameHashes(flv, "-map 0:a -c copy")).isEqualTo(sound);
        assertThat(Ffmpeg.duration(flv)).isBetween(4.95, 5.2);
    }
}
