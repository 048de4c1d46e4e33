package org.bittube.tracker.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReadinessTest {
    private long now = 5_000;
    private final List<Promise<Void>> asked = new ArrayList<>();
    private final Readiness readiness = new Readiness(() -> now).needs("the database", () -> {
        asked.add(Promise.promise());
        return asked.get(asked.size() - 1).future();
    });

    @Test
    void isReadyBetweenStartAndDrainWhileWhatItNeedsAnswers() {
        assertThat(reason()).contains("It is starting.");
        readiness.started();
        Future<?> first = readiness.reason();
        assertThat(first.isComplete()).isFalse();
        asked.get(0).complete();
        assertThat(reason()).isEmpty();
        now += 1_000;
        readiness.reason();
        asked.get(1).fail("gone");
        assertThat(reason()).contains("It cannot use the database, which fails.");
        readiness.drain();
        assertThat(reason()).contains("It is draining: it comes to its end.");
    }

    @Test
    void asksOnceASecondHoweverManyWantToKnow() {
        readiness.started();
        for (int i = 0; i < 100; i++) {
            readiness.reason();
        }
        assertThat(asked).hasSize(1);
        now += 60_000;
        readiness.reason();
        assertThat(asked).as("while one is under way").hasSize(1);
        asked.get(0).complete();
        readiness.reason();
        assertThat(asked).hasSize(2);
    }

    private Optional<String> reason() {
        return readiness.reason().result();
    }
}
