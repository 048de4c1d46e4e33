package org.bittube.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
    private final Pace pace = new Pace(0);

    /** An hour of 25 pictures a second, each handed on by a timer that is 3 ms late, as timers are. */
    @Test
    void timersThatAreLateSlowNothingDown() {
        long now = 1_000_000;
        for (long timestamp = 0; timestamp < 3_600_000; timestamp += 40) {
            long wait = pace.waitMillis(timestamp, now);
            if (wait > 0) {
                now += wait + 3;
                assertThat(pace.waitMillis(timestamp, now)).isLessThanOrEqualTo(0);
            }
        }
        assertThat(now).isBetween(4_600_000L - 2_000, 4_600_000L + 100);
    }

    @Test
    void whatIsLaterThanThatIsDueAtOnceAndThoseBehindItAsMuchLater() {
        assertThat(pace.waitMillis(0, 5_000)).isZero();
        assertThat(pace.waitMillis(1_000, 5_400)).isEqualTo(600);
        assertThat(pace.waitMillis(1_000, 6_099)).isZero();
        assertThat(pace.waitMillis(2_000, 6_099)).isEqualTo(901);
        assertThat(pace.waitMillis(2_000, 7_100)).isZero();
        assertThat(pace.waitMillis(3_000, 7_100)).isEqualTo(1_000);
        assertThat(pace.aheadMillis(3_000, 7_200)).isEqualTo(900);
    }

    @Test
    void clockThatIsPutBackAndANewRunBeginAnew() {
        pace.waitMillis(0, 5_000_000);
        assertThat(pace.waitMillis(40, 1_000)).isZero();
        assertThat(pace.waitMillis(80, 1_000)).isEqualTo(40);
        pace.restart();
        assertThat(pace.aheadMillis(80, 1_000)).isZero();
        assertThat(pace.waitMillis(0, 2_000)).isZero();
        assertThat(pace.waitMillis(40, 2_000)).isEqualTo(40);
    }
}
