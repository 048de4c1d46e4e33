package org.bittube.db.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.bittube.db.Database;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FigureStoreTest {
    private static final long MINUTE = 60_000;

    @Test
    void keepsFiguresOfEachLengthByItself(@TempDir Path folder) {
        try (Database database = Database.open(folder)) {
            FigureStore store = new FigureStore(database);
            FigureRecord first = new FigureRecord("news", MINUTE, "{\"viewers\":1}");
            FigureRecord second = new FigureRecord("news", 2 * MINUTE, "{\"viewers\":2}");
            FigureRecord all = new FigureRecord("", 2 * MINUTE, "{}");
            store.put(MINUTE, List.of(second, all, first));
            store.put(15 * MINUTE, List.of(first));
            assertThat(store.of(MINUTE, "news", 0, 2 * MINUTE)).containsExactly(first, second);
            assertThat(store.of(MINUTE, "news", MINUTE, 2 * MINUTE)).containsExactly(second);
            assertThat(store.of(MINUTE, "news", 0, MINUTE)).containsExactly(first);
            assertThat(store.channels(MINUTE, 0, 2 * MINUTE)).containsExactlyInAnyOrder("news", "");
            assertThat(store.channels(MINUTE, 0, MINUTE)).containsExactly("news");

            FigureRecord again = new FigureRecord("news", MINUTE, "{\"viewers\":9}");
            store.put(MINUTE, List.of(again));
            assertThat(store.of(MINUTE, "news", 0, MINUTE)).containsExactly(again);

            store.forgetUntil(MINUTE, MINUTE);
            assertThat(store.of(MINUTE, "news", 0, 2 * MINUTE)).containsExactly(second);
            store.forget("news");
            assertThat(store.of(MINUTE, "news", 0, 2 * MINUTE)).isEmpty();
            assertThat(store.of(15 * MINUTE, "news", 0, 2 * MINUTE)).isEmpty();
            assertThat(store.of(MINUTE, "", 0, 2 * MINUTE)).containsExactly(all);
        }
    }
}
