package org.bittube.gateway.library;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.bittube.gateway.http.ByteRange;
import org.bittube.gateway.object.Descriptor;
import org.junit.jupiter.api.Test;

/** What stands in headers and names: said right, and never out of range. */
class HeadersTest {
    @FuzzTest
    void rangesLieInTheFile(byte[] bytes) {
        String header = "bytes=" + new String(bytes, StandardCharsets.ISO_8859_1);
        ByteRange range = ByteRange.parse(header, 1_000);
        if (range != null) {
            assertThat(range.from()).isBetween(0L, 999L);
            assertThat(range.to()).isBetween(range.from(), 1_000L);
        }
    }

    @Test
    void namesAreWrittenForOldAndNewBrowsers() {
        assertThat(ContentDisposition.of("a b.flv", false)).isEqualTo("inline; filename=\"a b.flv\"");
        assertThat(ContentDisposition.of("\"映\".flv", true))
                .isEqualTo("attachment; filename=\"___.flv\"; filename*=UTF-8''%22%E6%98%A0%22.flv");
    }

    @Test
    void typesAreNoneThatABrowserRuns() {
        assertThat(MediaTypes.of("Film.MKV")).isEqualTo("video/x-matroska");
        for (String name : new String[] {"a.html", "a.svg", "a.js", "a", "", ".", "pdf."}) {
            assertThat(MediaTypes.of(name)).isEqualTo(MediaTypes.UNKNOWN);
        }
    }

    @Test
    void remuxedFilesAreCalledFlv() {
        assertThat(Mp4Step.flvName("film.mp4")).isEqualTo("film.flv");
        assertThat(Mp4Step.flvName("my.holiday film")).isEqualTo("my.holiday film.flv");
        assertThat(Mp4Step.flvName(".mp4")).isEqualTo(".mp4.flv");
        String longest = Mp4Step.flvName("🎬".repeat(127) + "a");
        assertThat(Descriptor.isName(longest)).isTrue();
        assertThat(longest).endsWith("🎬.flv");
    }
}
