package org.bittube.db.objects;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bittube.db.Database;

/** The table of objects. Blocking; thread-safe. Each call is a transaction. */
public final class ObjectStore {
    private static final String COLUMNS = "id, root, name, media_type, size_bytes, duration_millis, title, visibility,"
            + " token_hash, recording, created_millis";

    private final Database database;

    public ObjectStore(Database database) {
        this.database = database;
    }

    /** All objects, the oldest first. */
    public List<ObjectRecord> all() {
        return database.transact(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                            "SELECT " + COLUMNS + " FROM object ORDER BY created_millis, id");
                    ResultSet rows = select.executeQuery()) {
                List<ObjectRecord> records = new ArrayList<>();
                while (rows.next()) {
                    records.add(read(rows));
                }
                return List.copyOf(records);
            }
        });
    }

    /** The signed descriptor as it is sent. */
    public Optional<byte[]> descriptor(String id) {
        return database.transact(connection -> {
            try (PreparedStatement select = connection.prepareStatement("SELECT descriptor FROM object WHERE id = ?")) {
                select.setString(1, id);
                try (ResultSet rows = select.executeQuery()) {
                    return rows.next() ? Optional.of(rows.getBytes(1)) : Optional.empty();
                }
            }
        });
    }

    /**
     * Adds an object.
     *
     * @throws org.bittube.db.DatabaseException also when there is one of that id, of that root or of that recording
     */
    public void insert(ObjectRecord object, byte[] descriptor) {
        database.transact(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO object (" + COLUMNS + ", descriptor) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
                insert.setString(1, object.id());
                insert.setString(2, object.root());
                insert.setString(3, object.name());
                insert.setString(4, object.type());
                insert.setLong(5, object.sizeBytes());
                insert.setObject(6, object.durationMillis(), Types.BIGINT);
                insert.setString(7, object.title());
                insert.setString(8, object.visibility());
                insert.setString(9, object.tokenHash());
                insert.setString(10, object.recording());
                insert.setLong(11, object.created().toEpochMilli());
                insert.setBytes(12, descriptor);
                return insert.executeUpdate();
            }
        });
    }

    /** Stores title, visibility and token; without effect when there is no such object. */
    public void update(ObjectRecord object) {
        database.transact(connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "UPDATE object SET title = ?, visibility = ?, token_hash = ? WHERE id = ?")) {
                update.setString(1, object.title());
                update.setString(2, object.visibility());
                update.setString(3, object.tokenHash());
                update.setString(4, object.id());
                return update.executeUpdate();
            }
        });
    }

    /** Removes an object. Returns false when there was none of that id. */
    public boolean delete(String id) {
        return database.transact(connection -> {
            try (PreparedStatement delete = connection.prepareStatement("DELETE FROM object WHERE id = ?")) {
                delete.setString(1, id);
                return delete.executeUpdate() > 0;
            }
        });
    }

    private static ObjectRecord read(ResultSet row) throws SQLException {
        long duration = row.getLong("duration_millis");
        boolean unplayable = row.wasNull();
        return new ObjectRecord(
                row.getString("id"),
                row.getString("root"),
                row.getString("name"),
                row.getString("media_type"),
                row.getLong("size_bytes"),
                unplayable ? null : duration,
                row.getString("title"),
                row.getString("visibility"),
                row.getString("token_hash"),
                row.getString("recording"),
                Instant.ofEpochMilli(row.getLong("created_millis")));
    }
}
