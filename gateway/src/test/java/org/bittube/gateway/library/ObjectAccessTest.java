package org.bittube.gateway.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.bittube.db.objects.ObjectRecord;
import org.bittube.gateway.library.ObjectAccess.Verdict;
import org.bittube.gateway.secret.Secret;
import org.junit.jupiter.api.Test;

class ObjectAccessTest {
    private static final String ID = "A".repeat(43);
    private static final ObjectRecord OPEN =
            new ObjectRecord(ID, ID, "clip", "video/x-flv", 1, null, "clip", "public", null, null, Instant.EPOCH);
    private static final ObjectRecord CLOSED =
            OPEN.shownTo("token", Secret.ofText("right").hashText());

    private final AtomicLong clock = new AtomicLong();
    private final ObjectAccess access = new ObjectAccess(clock::get);

    @Test
    void tokenIsAskedForWhereThereIsOne() {
        assertThat(access.of(OPEN, "", "here")).isEqualTo(Verdict.GRANTED);
        assertThat(access.of(OPEN, "anything", "here")).isEqualTo(Verdict.GRANTED);
        assertThat(access.of(CLOSED, "", "here")).isEqualTo(Verdict.DENIED);
        assertThat(access.of(CLOSED, "wrong", "here")).isEqualTo(Verdict.DENIED);
        assertThat(access.of(CLOSED, "right", "here")).isEqualTo(Verdict.GRANTED);
    }

    @Test
    void whoGuessesIsSlowedAndNobodyElse() {
        int looked = 0;
        for (int guess = 0; guess < 1_000; guess++) {
            looked += access.of(CLOSED, "guess" + guess, "there") == Verdict.DENIED ? 1 : 0;
            clock.addAndGet(10);
        }
        assertThat(looked)
                .isEqualTo(ObjectAccess.FREE_GUESSES + (int) ((clock.get() - 10) / ObjectAccess.MILLIS_PER_GUESS));
        assertThat(access.of(CLOSED, "one more", "there")).isEqualTo(Verdict.DENIED);
        assertThat(access.of(CLOSED, "right", "there")).isEqualTo(Verdict.TOO_OFTEN);
        assertThat(access.of(OPEN, "", "there")).isEqualTo(Verdict.GRANTED);
        assertThat(access.of(CLOSED, "right", "here")).isEqualTo(Verdict.GRANTED);
        clock.addAndGet(access.waitMillis("there"));
        assertThat(access.of(CLOSED, "right", "there")).isEqualTo(Verdict.GRANTED);
    }

    @Test
    void tokenThatIsMissingIsNoGuess() {
        for (int i = 0; i < 1_000; i++) {
            access.of(CLOSED, "", "here");
        }
        assertThat(access.of(CLOSED, "right", "here")).isEqualTo(Verdict.GRANTED);
    }
}
