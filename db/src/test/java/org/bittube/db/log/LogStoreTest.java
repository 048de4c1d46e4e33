package org.bittube.db.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.bittube.db.Database;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogStoreTest {

    @Test
    void keepsTheNewest(@TempDir Path folder) {
        try (Database database = Database.open(folder)) {
            LogStore store = new LogStore(database);
            for (int id = 1; id <= 12; id++) {
                store.add(entry(id, id == 11 ? null : "news"), 10);
            }
            assertThat(store.before(Long.MAX_VALUE, 2)).containsExactly(entry(12, "news"), entry(11, null));
            assertThat(store.before(5, 100)).containsExactly(entry(4, "news"), entry(3, "news"));
        }
    }

    private static LogRecord entry(long id, @Nullable String channel) {
        return new LogRecord(id, 1_000 + id, "info", "started", channel, "w".repeat(1_024));
    }
}
