package org.bittube.db.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import org.bittube.db.Database;
import org.bittube.db.DatabaseException;
import org.bittube.db.recordings.RecordingRecord.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingStoreTest {
    @TempDir
    Path temp;

    private Database database;
    private RecordingStore store;

    @BeforeEach
    void open() {
        database = Database.open(temp);
        store = new RecordingStore(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void keepsRecordingsInTheOrderOfTheirTime() {
        RecordingRecord late = recording("a", 2_000);
        RecordingRecord early = recording("b", 1_000);
        store.insert(late);
        store.insert(early);
        close();
        open();
        assertThat(store.all()).containsExactly(early, late);
    }

    @Test
    void followsARecordingToItsEnd() {
        RecordingRecord begun = recording("a", 1_000);
        store.insert(begun);
        store.finish("a", 60_000, 7_500_000);
        assertThat(store.all()).containsExactly(begun.finished(60_000, 7_500_000));
        store.file("a");
        assertThat(store.all()).extracting(RecordingRecord::state).containsExactly(State.FILED);
        assertThat(store.delete("a")).isTrue();
        assertThat(store.delete("a")).isFalse();
        store.finish("a", 1, 1);
        store.file("a");
        assertThat(store.all()).isEmpty();
    }

    @Test
    void refusesWhatCannotBe() {
        store.insert(recording("a", 1));
        assertThatThrownBy(() -> store.insert(recording("a", 2))).isInstanceOf(DatabaseException.class);
        assertThatThrownBy(() -> recording("", 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> recording("x".repeat(65), 1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static RecordingRecord recording(String id, long startedMillis) {
        return new RecordingRecord(
                id,
                "news",
                "news/" + id + ".flv",
                State.RECORDING,
                Instant.ofEpochMilli(startedMillis).plusNanos(5),
                900,
                40,
                0,
                0);
    }
}
