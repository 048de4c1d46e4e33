package org.bittube.gateway.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class PullRateTest {
    private long nowMillis = 1_000;

    @Test
    void allowsABurstAndThenTheRate() {
        PullRate rate = new PullRate(10, 3, 100, () -> nowMillis);
        for (int i = 0; i < 3; i++) {
            assertThat(rate.delayMillis("a")).isZero();
        }
        assertThat(rate.delayMillis("a")).isEqualTo(100);
        assertThat(rate.delayMillis("b")).isZero();
        nowMillis += 99;
        assertThat(rate.delayMillis("a")).isPositive();
        nowMillis += 1;
        assertThat(rate.delayMillis("a")).isZero();
        assertThat(rate.delayMillis("a")).isPositive();
        nowMillis += 60_000;
        for (int i = 0; i < 3; i++) {
            assertThat(rate.delayMillis("a")).isZero();
        }
        assertThat(rate.delayMillis("a")).isPositive();
    }

    @Test
    void forgetsWhoWasSilentLongest() {
        PullRate rate = new PullRate(1, 1, 2, () -> nowMillis);
        assertThat(rate.delayMillis("a")).isZero();
        assertThat(rate.delayMillis("b")).isZero();
        assertThat(rate.delayMillis("a")).isPositive();
        assertThat(rate.delayMillis("c")).isZero();
        assertThat(rate.delayMillis("a")).as("still remembered").isPositive();
        assertThat(rate.delayMillis("b")).as("forgotten").isZero();
    }

    @Test
    void clockThatStandsStillGivesNothing() {
        TokenBucket bucket = new TokenBucket(1, 1, 5_000);
        assertThat(bucket.take(5_000)).isTrue();
        assertThat(bucket.take(4_000)).isFalse();
        assertThat(bucket.waitMillis()).isEqualTo(1_000);
        assertThatIllegalArgumentException().isThrownBy(() -> new TokenBucket(0, 1, 0));
    }
}
