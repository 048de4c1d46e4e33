package org.bittube.tracker.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class WrongTokensTest {

    private static final int FREE = 10;
    private static final long MILLIS_PER_GUESS = 6_000;

    private final AtomicLong clock = new AtomicLong(-5_000);
    private final WrongTokens wrong = new WrongTokens(FREE, MILLIS_PER_GUESS, clock::get);

    @Test
    void slowsAnAddressAfterItsFreeGuesses() {
        for (int guess = 0; guess < FREE; guess++) {
            assertThat(wrong.waitMillis("a")).as("guess %d", guess).isZero();
            wrong.wrong("a");
        }
        assertThat(wrong.waitMillis("a")).isEqualTo(MILLIS_PER_GUESS);
        assertThat(wrong.waitMillis("b")).isZero();
        clock.addAndGet(MILLIS_PER_GUESS - 1);
        assertThat(wrong.waitMillis("a")).isEqualTo(1);
        clock.incrementAndGet();
        assertThat(wrong.waitMillis("a")).isZero();
        wrong.wrong("a");
        assertThat(wrong.waitMillis("a")).isEqualTo(MILLIS_PER_GUESS);
    }

    @Test
    void forgivesAfterAWhile() {
        for (int guess = 0; guess < FREE; guess++) {
            wrong.wrong("a");
        }
        clock.addAndGet(FREE * MILLIS_PER_GUESS);
        for (int guess = 0; guess < FREE; guess++) {
            assertThat(wrong.waitMillis("a")).isZero();
            wrong.wrong("a");
        }
        assertThat(wrong.waitMillis("a")).isPositive();
    }

    @Test
    void keepsNoMoreAddressesThanItsBound() {
        for (int address = 0; address < WrongTokens.MOST_ADDRESSES + 5; address++) {
            wrong.wrong("address " + address);
        }
        assertThat(wrong.addresses()).isEqualTo(WrongTokens.MOST_ADDRESSES);
    }
}
