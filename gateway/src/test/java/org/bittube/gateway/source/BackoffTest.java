package org.bittube.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BackoffTest {
    /** No jitter: every draw is 0. */
    private static final RandomGenerator STEADY = () -> 0;

    @Test
    void growsFromHalfASecondAndStopsGrowing() {
        Backoff backoff = new Backoff(STEADY);
        assertThat(backoff.nextMillis()).isEqualTo(500);
        assertThat(backoff.nextMillis()).isEqualTo(800);
        assertThat(backoff.nextMillis()).isEqualTo(1_280);
        for (int i = 0; i < 100; i++) {
            backoff.nextMillis();
        }
        assertThat(backoff.nextMillis()).isEqualTo(24_000);
    }

    @Test
    void theFirstFourAttemptsFitIntoFiveSecondsOfOutage() {
        Backoff backoff = new Backoff(() -> -1);
        long total = 0;
        for (int i = 0; i < 4; i++) {
            total += backoff.nextMillis();
        }
        assertThat(total).isBetween(4_000L, 6_000L);
    }

    @Test
    void beginsAnewAfterAReset() {
        Backoff backoff = new Backoff(STEADY);
        backoff.nextMillis();
        backoff.nextMillis();
        backoff.reset();
        assertThat(backoff.nextMillis()).isEqualTo(500);
    }

    @Test
    void jitterNeverLeavesHalfASecondToThirty() {
        long seed = new Random().nextLong();
        System.out.println("BackoffTest seed=" + seed);
        Backoff backoff = new Backoff(new Random(seed));
        long before = 0;
        boolean differs = false;
        for (int i = 0; i < 200; i++) {
            long wait = backoff.nextMillis();
            assertThat(wait).as("seed %d", seed).isBetween(500L, 30_000L);
            differs |= i > 20 && wait != before;
            before = wait;
        }
        assertThat(differs).as("seed %d", seed).isTrue();
    }
}
