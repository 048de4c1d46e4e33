package org.bittube.db.recordings;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bittube.db.Database;
import org.bittube.db.recordings.RecordingRecord.State;

/** The table of recordings. Blocking; thread-safe. Each call is a transaction. */
public final class RecordingStore {
    private static final String COLUMNS = "id, channel, file, state, started_millis, epoch_millis,"
            + " start_timestamp_millis, duration_millis, size_bytes";

    private final Database database;

    public RecordingStore(Database database) {
        this.database = database;
    }

    /** All recordings, the oldest first. */
    public List<RecordingRecord> all() {
        return database.transact(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                            "SELECT " + COLUMNS + " FROM recording ORDER BY started_millis, id");
                    ResultSet rows = select.executeQuery()) {
                List<RecordingRecord> records = new ArrayList<>();
                while (rows.next()) {
                    records.add(read(rows));
                }
                return List.copyOf(records);
            }
        });
    }

    public void insert(RecordingRecord recording) {
        database.transact(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO recording (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
                insert.setString(1, recording.id());
                insert.setString(2, recording.channel());
                insert.setString(3, recording.file());
                insert.setString(4, recording.state().name());
                insert.setLong(5, recording.started().toEpochMilli());
                insert.setLong(6, recording.epochMillis());
                insert.setLong(7, recording.startTimestampMillis());
                insert.setLong(8, recording.durationMillis());
                insert.setLong(9, recording.sizeBytes());
                return insert.executeUpdate();
            }
        });
    }

    /** The file is whole; without effect when there is no such recording. */
    public void finish(String id, long durationMillis, long sizeBytes) {
        database.transact(connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "UPDATE recording SET state = ?, duration_millis = ?, size_bytes = ? WHERE id = ?")) {
                update.setString(1, State.FINISHED.name());
                update.setLong(2, durationMillis);
                update.setLong(3, sizeBytes);
                update.setString(4, id);
                return update.executeUpdate();
            }
        });
    }

    /** Whoever gets finished recordings has this one; without effect when there is no such recording. */
    public void file(String id) {
        database.transact(connection -> {
            try (PreparedStatement update =
                    connection.prepareStatement("UPDATE recording SET state = ? WHERE id = ?")) {
                update.setString(1, State.FILED.name());
                update.setString(2, id);
                return update.executeUpdate();
            }
        });
    }

    /** Forgets a recording. Returns false when there was none. */
    public boolean delete(String id) {
        return database.transact(connection -> {
            try (PreparedStatement delete = connection.prepareStatement("DELETE FROM recording WHERE id = ?")) {
                delete.setString(1, id);
                return delete.executeUpdate() > 0;
            }
        });
    }

    private static RecordingRecord read(ResultSet row) throws SQLException {
        return new RecordingRecord(
                row.getString("id"),
                row.getString("channel"),
                row.getString("file"),
                State.valueOf(row.getString("state")),
                Instant.ofEpochMilli(row.getLong("started_millis")),
                row.getLong("epoch_millis"),
                row.getLong("start_timestamp_millis"),
                row.getLong("duration_millis"),
                row.getLong("size_bytes"));
    }
}
