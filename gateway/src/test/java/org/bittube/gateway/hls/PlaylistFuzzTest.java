package org.bittube.gateway.hls;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/** Any text is a playlist or is refused with a reason; a playlist that is written and read again is the same. */
class PlaylistFuzzTest {
    @FuzzTest(maxDuration = "30s")
    void isReadTheSameWhenItIsWrittenAgain(FuzzedDataProvider data) {
        boolean head = data.consumeBoolean();
        String text = (head ? "#EXTM3U\n" : "") + data.consumeRemainingAsString();
        Playlist read;
        try {
            read = PlaylistParser.parse(text);
        } catch (HlsException refused) {
            assertThat(refused.getMessage()).isNotBlank().doesNotContain("\n");
            return;
        }
        assertThat(PlaylistParser.parse(PlaylistText.of(read))).isEqualTo(read);
        if (read instanceof MediaPlaylist media) {
            PlaylistCursor cursor = new PlaylistCursor();
            cursor.offer(media);
            int named = 0;
            while (cursor.next() != null) {
                named++;
            }
            assertThat(named + cursor.missed())
                    .isLessThanOrEqualTo(media.segments().size());
        }
    }
}
