package org.bittube.gateway.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class FeedHeirsTest {
    private final FeedHeirs heirs = new FeedHeirs();

    @Test
    void lastOneThatCameInPlaceOfAHolderTakesOver() {
        assertThat(heirs.takeOver(Substreams.ALL)).isEmpty();
        heirs.note(1, Substreams.of(0, 1, 2));
        heirs.note(2, Substreams.of(2, 3));
        assertThat(heirs.takeOver(Substreams.of(1, 2, 3, 4)))
                .isEqualTo(Map.of(1L, Substreams.of(1), 2L, Substreams.of(2, 3)));
    }

    @Test
    void onlyOnce() {
        heirs.note(1, Substreams.of(0, 1));
        heirs.takeOver(Substreams.of(0));
        assertThat(heirs.takeOver(Substreams.ALL)).isEqualTo(Map.of(1L, Substreams.of(1)));
    }
}
