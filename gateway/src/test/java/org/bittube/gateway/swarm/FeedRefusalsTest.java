package org.bittube.gateway.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FeedRefusalsTest {
    private final FeedRefusals refusals = new FeedRefusals();

    @Test
    void countsOnlyWhoComesBackAfterAWhile() {
        refusals.note(1, Substreams.of(2, 3), 1_000);
        assertThat(refusals.comeBackFor(1, Substreams.of(2, 4), 1_500)).isEqualTo(Substreams.NONE);
        assertThat(refusals.comeBackFor(1, Substreams.of(2, 4), 4_000)).isEqualTo(Substreams.of(2));
        assertThat(refusals.comeBackFor(2, Substreams.of(2, 4), 4_000)).isEqualTo(Substreams.NONE);
    }

    @Test
    void forgetsWhatIsLongAgoAndWhoIsGone() {
        refusals.note(1, Substreams.ALL, 1_000);
        assertThat(refusals.comeBackFor(1, Substreams.ALL, 22_000)).isEqualTo(Substreams.NONE);
        refusals.note(1, Substreams.of(0), 22_000);
        assertThat(refusals.comeBackFor(1, Substreams.ALL, 25_000)).isEqualTo(Substreams.of(0));
        refusals.forget(1);
        assertThat(refusals.comeBackFor(1, Substreams.ALL, 25_000)).isEqualTo(Substreams.NONE);
    }
}
