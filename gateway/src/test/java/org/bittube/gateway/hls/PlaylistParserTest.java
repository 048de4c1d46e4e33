package org.bittube.gateway.hls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaylistParserTest {
    @Test
    void aLivePlaylistWithAllThatASegmentMayHave() {
        MediaPlaylist media = media("""
                #EXTM3U\r
                #EXT-X-VERSION:4\r
                #EXT-X-TARGETDURATION:6\r
                #EXT-X-MEDIA-SEQUENCE:41\r
                # a remark\r
                #EXTINF:5.96,with a title\r
                a.ts\r
                #EXT-X-DISCONTINUITY\r
                #EXT-X-KEY:METHOD=AES-128,URI="k?a=1,2",IV=0x0a0B\r
                #EXT-X-BYTERANGE:100@50\r
                #EXTINF:4,\r
                b.ts\r
                #EXT-X-BYTERANGE:20\r
                #EXTINF:1\r
                b.ts\r
                #EXT-X-KEY:METHOD=NONE\r
                #EXT-X-GAP\r
                c.ts\r
                """);
        assertThat(media.targetMillis()).isEqualTo(6_000);
        assertThat(media.ended()).isFalse();
        assertThat(media.endSequence()).isEqualTo(45);
        Segment first = media.segments().get(0);
        assertThat(first).isEqualTo(new Segment(41, "a.ts", 5_960, false, false, null, null, null));
        Segment second = media.segments().get(1);
        assertThat(second.discontinuity()).isTrue();
        byte[] iv = new byte[16];
        iv[14] = 10;
        iv[15] = 11;
        assertThat(second.key()).isEqualTo(new Segment.Key("k?a=1,2", Buffer.buffer(iv)));
        assertThat(second.range()).isEqualTo(new Segment.Range(50, 100));
        assertThat(media.segments().get(2).range()).isEqualTo(new Segment.Range(150, 20));
        assertThat(media.segments().get(2).discontinuity()).isFalse();
        assertThat(media.segments().get(3).missing()).isTrue();
        assertThat(media.segments().get(3).key()).isNull();
    }

    @Test
    void theHighestVariantOrTheOneThatIsNamed() {
        MasterPlaylist master = (MasterPlaylist) PlaylistParser.parse("""
                #EXTM3U
                #EXT-X-STREAM-INF:BANDWIDTH=1200000,RESOLUTION=640x360,CODECS="avc1.4d401e,mp4a.40.2"
                low/index.m3u8
                #EXT-X-STREAM-INF:BANDWIDTH=4000000,RESOLUTION=1280x720,NAME="best"
                high/index.m3u8
                """);
        assertThat(master.highest().uri()).isEqualTo("high/index.m3u8");
        assertThat(master.named("360p")).isEqualTo(master.variants().get(0));
        assertThat(master.named("best")).isEqualTo(master.variants().get(1));
        assertThat(master.named("low/index.m3u8")).isEqualTo(master.variants().get(0));
        assertThat(master.named("1080p")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<!doctype html>",
                "#EXTM3U",
                "#EXTM3U\n#EXT-X-KEY:METHOD=SAMPLE-AES,URI=\"k\"\na.ts",
                "#EXTM3U\n#EXT-X-KEY:METHOD=AES-128\na.ts"
            })
    void whatCannotBeUsedIsRefusedWithAReason(String text) {
        assertThatThrownBy(() -> PlaylistParser.parse(text))
                .isInstanceOf(HlsException.class)
                .hasMessageMatching(".{10,}");
    }

    @Test
    void aLiveStreamBeginsNearItsEndAndOneThatEndedAtItsBeginning() {
        PlaylistCursor live = new PlaylistCursor();
        live.offer(media(list(10, 5, false)));
        assertThat(live.next().segment().sequence()).isEqualTo(13);
        PlaylistCursor ended = new PlaylistCursor();
        ended.offer(media(list(0, 5, true)));
        for (int i = 0; i < 5; i++) {
            assertThat(ended.next().segment().sequence()).isEqualTo(i);
        }
        assertThat(ended.next()).isNull();
        assertThat(ended.over()).isTrue();
    }

    @Test
    void segmentsThatLeftTheWindowAreCountedAndAServerThatBeginsAgainIsFollowed() {
        PlaylistCursor cursor = new PlaylistCursor();
        cursor.offer(media(list(10, 3, false)));
        cursor.next();
        cursor.next();
        assertThat(cursor.offer(media(list(10, 3, false)))).isFalse();
        assertThat(cursor.next()).isNull();
        assertThat(cursor.offer(media(list(15, 3, false)))).isTrue();
        PlaylistCursor.Next next = cursor.next();
        assertThat(next.segment().sequence()).isEqualTo(15);
        assertThat(next.gap()).isTrue();
        assertThat(cursor.missed()).isEqualTo(2);
        assertThat(cursor.next().gap()).isFalse();
        assertThat(cursor.offer(media(list(0, 3, false)))).isTrue();
        assertThat(cursor.next().segment().sequence()).isEqualTo(1);
        assertThat(cursor.missed()).isEqualTo(2);
    }

    private static String list(int first, int count, boolean ended) {
        StringBuilder text = new StringBuilder("#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:" + first + "\n");
        for (int i = 0; i < count; i++) {
            text.append("#EXTINF:2,\n").append(first + i).append(".ts\n");
        }
        return text.append(ended ? "#EXT-X-ENDLIST\n" : "").toString();
    }

    private static MediaPlaylist media(String text) {
        return (MediaPlaylist) PlaylistParser.parse(text);
    }
}
