package org.bittube.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.bittube.gateway.flv.AudioHeader;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.Multitrack;
import org.bittube.gateway.flv.TagType;
import org.bittube.gateway.flv.Tags;
import org.bittube.gateway.flv.VideoHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrackFilterTest {
    private final TrackFilter filter = new TrackFilter();

    @ParameterizedTest
    @ValueSource(strings = {"h264-aac.flv", "av1-opus.flv", "vp9.flv"})
    void aSingleTrackPassesAsTheSameObjects(String fixture) {
        for (FlvTag tag : Tags.of(fixture)) {
            assertThat(filter.apply(tag)).isSameAs(tag);
        }
        assertThat(filter.dropped()).isZero();
    }

    @Test
    void ofFfmpegsTwoTracksTheFirstRemainsByteForByte() {
        List<FlvTag> tags = Tags.of("two-tracks.flv");
        List<FlvTag> kept =
                tags.stream().map(filter::apply).filter(Objects::nonNull).toList();
        assertThat(kept).isNotEmpty().isSubsetOf(tags);
        assertThat(filter.dropped()).isEqualTo(tags.size() - kept.size()).isPositive();
        for (FlvTag tag : kept) {
            if (tag.type() == TagType.VIDEO) {
                assertThat(VideoHeader.parse(tag.body()).multitrack()).isEqualTo(Multitrack.NONE);
            } else if (tag.type() == TagType.AUDIO) {
                assertThat(AudioHeader.parse(tag.body()).multitrack()).isEqualTo(Multitrack.NONE);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        // one track, number 0
        "96016176633100AABB, 9161766331AABB",
        // many tracks, 1 before 0
        "961161766331 01000001CC 00000002AABB, 9161766331AABB",
        // many codecs
        "9623 766630380100000155 61763031 00000001AA, 9361763031AA",
        // ModEx, then the picture; ModEx, then Multitrack
        "9702000001 01 76703039AA, 9176703039AA",
        "970007 06 01 76703039 00 AA, 9176703039AA",
    })
    void videoComesOutInTheSingleTrackForm(String in, String out) {
        FlvTag kept = filter.apply(tag(TagType.VIDEO, in));
        assertThat(kept).isEqualTo(tag(TagType.VIDEO, out));
    }

    @ParameterizedTest
    @CsvSource({"95016D70346100AA, 916D703461AA", "9700000 16D703461AA, 916D703461AA"})
    void audioToo(String in, String out) {
        assertThat(filter.apply(tag(TagType.AUDIO, in))).isEqualTo(tag(TagType.AUDIO, out));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // another track, no track 0 among many, cut in ModEx, cut in Multitrack, cut FourCC, command, empty
                "96016176633101AABB",
                "961161766331 01000001CC",
                "97FF",
                "9601617663",
                "91617663",
                "D100",
                ""
            })
    void whatIsOfNoUseIsDroppedAndCounted(String in) {
        assertThat(filter.apply(tag(TagType.VIDEO, in))).isNull();
        assertThat(filter.dropped()).isEqualTo(1);
    }

    @Test
    void unknownLegacyCodecsAndPacketTypesPass() {
        for (String body : List.of("1F00", "9F61763031AA")) {
            FlvTag tag = tag(TagType.VIDEO, body);
            assertThat(filter.apply(tag)).isSameAs(tag);
        }
    }

    private static FlvTag tag(TagType type, String hex) {
        return new FlvTag(type, 77, Buffer.buffer(HexFormat.of().parseHex(hex.replace(" ", ""))));
    }
}
