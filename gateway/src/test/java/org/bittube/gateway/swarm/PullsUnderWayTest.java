package org.bittube.gateway.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PullsUnderWayTest {
    private final PullsUnderWay pulls = new PullsUnderWay(100, 60);

    @Test
    void oneAddressMayNotHaveEverything() {
        assertThat(pulls.begin("a", 60)).isTrue();
        assertThat(pulls.begin("a", 1)).isFalse();
        assertThat(pulls.begin("b", 40)).isTrue();
        assertThat(pulls.begin("c", 1)).isFalse();
        pulls.end("a", 60);
        assertThat(pulls.begin("c", 60)).isTrue();
        assertThat(pulls.begin("a", 1)).isFalse();
        pulls.end("b", 40);
        assertThat(pulls.begin("a", 40)).isTrue();
    }
}
