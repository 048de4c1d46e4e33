package org.bittube.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.bittube.db.Database;
import org.bittube.db.figures.FigureStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HistoryTest {
    private static final long STEP = Sampler.STEP_MILLIS;

    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private long nowMillis = 1_000 * History.DAY_MILLIS;

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void minutesBecomeQuartersAlsoOverARestart(@TempDir Path folder) {
        try (Database database = Database.open(folder)) {
            FigureStore store = new FigureStore(database);
            History first = new History(vertx, store, () -> nowMillis);
            run(first, 8 * History.MINUTE_MILLIS, 3);
            History second = new History(vertx, store, () -> nowMillis);
            run(second, 30 * History.MINUTE_MILLIS, 3);

            Stats day = onLoop(() -> second.stats("news", History.MINUTE_MILLIS, History.DAY_MILLIS));
            assertThat(day.atMillis()).hasSize(38).isSorted();
            assertThat(column(day, "viewers")).containsOnly(3);
            // 30 samples a minute, each with 10 bytes.
            assertThat(column(day, "serverBytes")[20]).isEqualTo(300);
            Stats month = onLoop(() -> second.stats("news", History.QUARTER_MILLIS, History.MONTH_MILLIS));
            assertThat(month.atMillis()).hasSize(2);
            assertThat(column(month, "serverBytes")[1]).isEqualTo(15 * 300);
            assertThat(column(month, "lagP95Millis")).containsOnly(900);

            Stats nobody = onLoop(() -> second.stats("other", History.MINUTE_MILLIS, History.DAY_MILLIS));
            assertThat(column(nobody, "viewers")).hasSize(38).containsOnly(0);

            onLoop(() -> second.forget("news"));
            Stats gone = onLoop(() -> second.stats("news", History.MINUTE_MILLIS, History.DAY_MILLIS));
            assertThat(column(gone, "viewers")).containsOnly(0);
        }
    }

    @Test
    void whatIsOldIsForgotten(@TempDir Path folder) {
        try (Database database = Database.open(folder)) {
            FigureStore store = new FigureStore(database);
            History history = new History(vertx, store, () -> nowMillis);
            run(history, 2 * History.MINUTE_MILLIS, 1);
            nowMillis += History.DAY_MILLIS;
            run(history, History.QUARTER_MILLIS + History.MINUTE_MILLIS, 1);
            assertThat(store.of(History.MINUTE_MILLIS, Stats.ALL, 0, nowMillis - History.DAY_MILLIS))
                    .isEmpty();
            assertThat(store.of(History.QUARTER_MILLIS, Stats.ALL, 0, nowMillis))
                    .isNotEmpty();
        }
    }

    /** On one event loop, as ever: so the database is used by one call after the other. */
    private <T> T onLoop(Supplier<Future<T>> work) {
        Promise<T> done = Promise.promise();
        loop.runOnContext(go -> work.get().onComplete(done));
        return done.future().await();
    }

    private void run(History history, long millis, int viewers) {
        onLoop(() -> {
            add(history, millis, viewers);
            return history.close();
        });
    }

    private void add(History history, long millis, int viewers) {
        for (long end = nowMillis + millis; nowMillis < end; ) {
            nowMillis += STEP;
            Sample sample = new Sample(
                    Map.of(
                            Figure.VIEWERS,
                            (double) viewers,
                            Figure.SERVER_BYTES,
                            10.0,
                            Figure.LAG_P95_MILLIS,
                            nowMillis % History.MINUTE_MILLIS == 0 ? 900.0 : 100.0),
                    Map.of());
            history.add(LiveSample.of(nowMillis, Map.of("news", sample, "other", Sample.IDLE)));
        }
    }

    private static double[] column(Stats stats, String name) {
        return Objects.requireNonNull(stats.columns().get(name));
    }
}
