package org.bittube.gateway.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bittube.gateway.encoding.Base64Url;
import org.junit.jupiter.api.Test;

class DescriptorTest {
    private static final String ROOT = Base64Url.encode(new byte[32]);
    private static final String KEY = RfcKeys.FIRST.publicKeyBase64Url();

    @Test
    void fitsHoweverManyKeyframesThereAre() {
        // 200,000 keyframes two minutes and 20 MB apart: the longest numbers that a file of 4 TB would need, had it
        // room.
        Buffer prelude = Buffer.buffer("FLV\1").appendBytes(new byte[Playback.MOST_PRELUDE_BYTES - 4]);
        Playback playback = new Playback(
                SeekPoint.MOST_MILLIS,
                prelude,
                SeekTable.thinned(
                        IntStream.range(0, 200_000)
                                .mapToObj(i -> new SeekPoint(i * 20_000L, 13 + i * 5_000_000L))
                                .toList(),
                        SeekTable.MOST_POINTS));
        Descriptor whole = new Descriptor(
                "映".repeat(255), Descriptor.FLV, PieceLayout.MOST_BYTES, ROOT, KEY, Optional.of(playback));
        assertThatThrownBy(() -> SignedDescriptor.sign(whole, RfcKeys.FIRST))
                .isInstanceOf(IllegalArgumentException.class);
        SignedDescriptor made = SignedDescriptor.sign(whole.fitting(), RfcKeys.FIRST);
        assertThat(made.encoded().length()).isLessThanOrEqualTo(SignedDescriptor.MOST_BYTES);
        Playback kept = SignedDescriptor.open(made.id(), made.encoded().getBytes())
                .descriptor()
                .playback()
                .orElseThrow();
        assertThat(kept.points()).hasSizeGreaterThan(2_000).startsWith(new SeekPoint(0, 13));
        assertThat(kept.points()).isSubsetOf(playback.points());
    }

    @Test
    void thinsEvenlyAndKeepsTheFirst() {
        var points =
                IntStream.range(0, 10).mapToObj(i -> new SeekPoint(i, i * 20L)).toList();
        assertThat(SeekTable.thinned(points, 4))
                .extracting(SeekPoint::timeMillis)
                .containsExactly(0L, 2L, 5L, 7L);
        assertThat(SeekTable.thinned(points, 10)).isSameAs(points);
    }

    @Test
    void refusesToBeMadeOfWhatNobodyWouldAccept() {
        assertThatThrownBy(() -> new Descriptor("a/b", "text/plain", 1, ROOT, KEY, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Descriptor("a\uD800", "text/plain", 1, ROOT, KEY, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Descriptor("a", "text/plain", 0, ROOT, KEY, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
        Descriptor other = new Descriptor("a", "text/plain", 1, ROOT, KEY, Optional.empty());
        assertThatThrownBy(() -> SignedDescriptor.sign(other, RfcKeys.SECOND))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
