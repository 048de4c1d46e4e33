package org.bittube.gateway.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FeedRefusalsTest {
    private final FeedRefusals refusals = new FeedRefusals();

    @Test
    void countsOnlyWhoKeepsAskingForAWhile() {
        refusals.note(1, Substreams.of(2, 3), Substreams.NONE, 1_000);
        refusals.note(1, Substreams.of(2, 3), Substreams.NONE, 2_500);
        assertThat(refusals.comeBackFor(1, Substreams.of(2, 4), 4_999)).isEqualTo(Substreams.NONE);
        assertThat(refusals.comeBackFor(1, Substreams.of(2, 4), 5_000)).isEqualTo(Substreams.of(2));
        assertThat(refusals.comeBackFor(2, Substreams.of(2, 4), 5_000)).isEqualTo(Substreams.NONE);
    }

    @Test
    void whatWasGrantedStartsAnew() {
        refusals.note(1, Substreams.of(2, 3), Substreams.NONE, 1_000);
        refusals.note(1, Substreams.NONE, Substreams.of(2), 5_000);
        assertThat(refusals.comeBackFor(1, Substreams.of(2, 3), 6_000)).isEqualTo(Substreams.of(3));
    }

    @Test
    void ofThoseThatLostASubstreamOneInThreeSecondsIsBelieved() {
        assertThat(refusals.replace(Substreams.of(2, 3), 1_000)).isEqualTo(Substreams.of(2, 3));
        assertThat(refusals.replace(Substreams.of(3, 4), 3_999)).isEqualTo(Substreams.of(4));
        assertThat(refusals.replace(Substreams.of(3, 4), 4_000)).isEqualTo(Substreams.of(3));
    }

    @Test
    void forgetsWhatIsLongAgoAndWhoIsGone() {
        refusals.note(1, Substreams.ALL, Substreams.NONE, 1_000);
        assertThat(refusals.comeBackFor(1, Substreams.ALL, 22_000)).isEqualTo(Substreams.NONE);
        refusals.note(1, Substreams.of(0), Substreams.NONE, 22_000);
        assertThat(refusals.comeBackFor(1, Substreams.ALL, 26_000)).isEqualTo(Substreams.of(0));
        refusals.forget(1);
        assertThat(refusals.comeBackFor(1, Substreams.ALL, 26_000)).isEqualTo(Substreams.NONE);
    }

    @Test
    void oneOfThoseThatLostTheSameParentIsTheNewTop() {
        assertThat(refusals.replace(Substreams.of(0, 1), 1_000)).isEqualTo(Substreams.of(0, 1));
        assertThat(refusals.replace(Substreams.of(1, 2), 1_200)).isEqualTo(Substreams.of(2));
        assertThat(refusals.replace(Substreams.of(0, 1), 4_000)).isEqualTo(Substreams.of(0, 1));
    }
}
