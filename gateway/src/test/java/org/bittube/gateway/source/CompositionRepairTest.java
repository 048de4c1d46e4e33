package org.bittube.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.TagType;
import org.bittube.gateway.flv.Tags;
import org.bittube.gateway.flv.VideoHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompositionRepairTest {
    private final List<RepairKind> repairs = new ArrayList<>();
    private final CompositionRepair repair = new CompositionRepair(repairs::add);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyPictureIsShownWhenItWasToBeShownAndDecodedBefore(boolean enhanced) {
        int[] composition = {0, 80, -40, -40, 80, -40, -40};
        List<Long> decoded = new ArrayList<>();
        for (int i = 0; i < composition.length; i++) {
            FlvTag tag = repair.apply(picture(i * 40L, composition[i], enhanced));
            VideoHeader header = VideoHeader.parse(tag.body());
            assertThat(header.compositionMillis()).isNotNegative();
            assertThat(tag.timestampMillis() + header.compositionMillis()).isEqualTo(i * 40L + composition[i]);
            assertThat(tag.body().getByte(tag.body().length() - 1)).isEqualTo((byte) 99);
            assertThat(tag.body().length() - header.dataOffset()).isEqualTo(4);
            decoded.add(tag.timestampMillis());
        }
        assertThat(decoded).containsExactly(0L, 40L, 40L, 80L, 120L, 160L, 200L);
        assertThat(repairs).containsExactly(RepairKind.COMPOSITION);
    }

    @Test
    void aStreamWithoutNegativeTimesPassesAsItIs() {
        FlvTag tag = picture(400, 80, false);
        assertThat(repair.apply(tag)).isSameAs(tag);
        FlvTag header = Tags.videoHeader(440, 1);
        assertThat(repair.apply(header)).isSameAs(header);
        assertThat(repairs).isEmpty();
    }

    @Test
    void nonsenseMovesNothingByMoreThanAReorderingTakes() {
        repair.apply(picture(10_000, -8_000_000, false));
        FlvTag next = repair.apply(picture(10_040, -8_000_000, false));
        assertThat(next.timestampMillis()).isGreaterThanOrEqualTo(10_040 - CompositionRepair.MOST_MILLIS);
        assertThat(VideoHeader.parse(next.body()).compositionMillis()).isZero();
    }

    /** In the enhanced form a composition time of 0 is not written at all. */
    private static FlvTag picture(long millis, int composition, boolean enhanced) {
        Buffer body = Buffer.buffer();
        if (!enhanced) {
            body.appendByte((byte) 0x27).appendByte((byte) 1).appendMedium(composition);
        } else if (composition == 0) {
            body.appendByte((byte) 0xA3).appendString("hvc1");
        } else {
            body.appendByte((byte) 0xA1).appendString("hvc1").appendMedium(composition);
        }
        return new FlvTag(TagType.VIDEO, millis, body.appendBytes(new byte[] {1, 2, 3, 99}));
    }
}
