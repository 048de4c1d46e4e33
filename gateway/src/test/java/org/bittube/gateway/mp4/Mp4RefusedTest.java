package org.bittube.gateway.mp4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bittube.gateway.mp4.Mp4Exception.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are not taken, each with a word that says why. */
class Mp4RefusedTest {
    private static final int FULL = 0xFF;
    private static final int STEP_BYTES = 5;

    @Test
    void anotherCodec() {
        assertRefused(Mp4Files.bytes("h265.mp4"), Reason.UNSUPPORTED, "H.265 ('hvc1')");
        byte[] opus = Mp4Files.bytes("plain.mp4");
        int entry = Mp4Files.bodyOf(opus, "mp4a") - 4;
        System.arraycopy("Opus".getBytes(StandardCharsets.US_ASCII), 0, opus, entry, 4);
        assertRefused(opus, Reason.UNSUPPORTED, "sound in Opus; only AAC is taken");
        System.arraycopy("enca".getBytes(StandardCharsets.US_ASCII), 0, opus, entry, 4);
        assertRefused(opus, Reason.UNSUPPORTED, "is encrypted");
        // The object type stands behind two descriptor heads of 5 bytes, and 3 bytes.
        assertRefused(Mp4Files.altered("plain.mp4", "esds", 17, 0x6B), Reason.UNSUPPORTED, "sound in MP3");
    }

    @Test
    void pictureOnItsSide() {
        // a = 0, b = 1, c = -1, d = 0
        byte[] turned = Mp4Files.altered(
                "plain.mp4", "tkhd", 40, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, FULL, FULL, 0, 0, 0, 0, 0, 0);
        assertRefused(turned, Reason.UNSUPPORTED, "to be turned");
    }

    @Test
    void mediaElsewhere() {
        // dref: version, flags, count; then its first entry with size, type, version and flags.
        assertRefused(Mp4Files.altered("plain.mp4", "dref", 19, 0), Reason.UNSUPPORTED, "in another file");
    }

    @Test
    void anotherSpeed() {
        assertRefused(Mp4Files.altered("plain.mp4", "elst", 16, 0, 2), Reason.UNSUPPORTED, "at another speed");
    }

    @ParameterizedTest
    @CsvSource({"stsz, 8", "stts, 4", "ctts, 4", "stsc, 4", "stco, 4", "stss, 4", "elst, 4"})
    void tablesThatClaimMoreThanTheyHold(String box, int offset) {
        byte[] file = Mp4Files.altered("plain.mp4", box, offset, FULL, FULL, FULL, FULL);
        assertRefused(file, Reason.DAMAGED, "'" + box + "'");
    }

    @Test
    void mediaClaimedMoreThanOnce() {
        // All samples of 4,000 bytes: 16 of them are more than the file is long, though each would fit.
        byte[] file = Mp4Files.altered("plain.mp4", "stsz", 4, 0, 0, 0x0F, 0xA0);
        assertRefused(file, Reason.DAMAGED, "");
    }

    @Test
    void mediaBehindTheEnd() {
        byte[] file = Mp4Files.altered("plain.mp4", "stco", 8, 0x7F, FULL, FULL, 0);
        assertRefused(file, Reason.DAMAGED, "is cut off");
    }

    @Test
    void runWithoutBytes() {
        // Neither the run nor the fragment says how long its samples are.
        byte[] file = Mp4Files.bytes("fragmented.mp4");
        int run = Mp4Files.bodyOf(file, "trun");
        Arrays.fill(file, run, run + 8, (byte) FULL);
        file[run] = 0;
        file[run + 1] = 0;
        file[run + 2] = 0;
        file[run + 3] = 0;
        int head = Mp4Files.bodyOf(file, "tfhd");
        file[head + 3] = 0;
        int usual = Mp4Files.bodyOf(file, "trex");
        Arrays.fill(file, usual + 16, usual + 20, (byte) 0);
        assertRefused(file, Reason.DAMAGED, "without bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain.mp4", "faststart.mp4", "fragmented.mp4", "quicktime.mov"})
    void cutOffAnywhere(String name) {
        byte[] whole = Mp4Files.bytes(name);
        int refused = 0;
        for (int length = 0; length < whole.length; length += STEP_BYTES) {
            try {
                Mp4Files.remux(Arrays.copyOf(whole, length));
            } catch (Mp4Exception e) {
                assertThat(e.offset()).isBetween(0L, (long) length);
                refused++;
            }
        }
        // Between two fragments, or in what stands behind the last one, a file may end.
        assertThat(refused).isGreaterThan(whole.length / STEP_BYTES * 9 / 10);
    }

    @Test
    void noMp4AtAll() {
        assertRefused(new byte[0], Reason.DAMAGED, "is no MP4");
        assertRefused("<!doctype html><html>".getBytes(StandardCharsets.US_ASCII), Reason.DAMAGED, "is no MP4");
    }

    private static void assertRefused(byte[] file, Reason reason, String words) {
        assertThatThrownBy(() -> Mp4Files.remux(file))
                .isInstanceOfSatisfying(
                        Mp4Exception.class,
                        e -> assertThat(e.reason()).as(e.getMessage()).isEqualTo(reason))
                .hasMessageContaining(words);
    }
}
