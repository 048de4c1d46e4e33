package org.bittube.db.channels;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bittube.db.Database;
import org.bittube.db.DatabaseException;

/** The table of channels. Blocking; thread-safe. Each call is a transaction. */
public final class ChannelStore {
    private static final String COLUMNS =
            "name, source_json, running, recorded, policy_json, public_key, private_key, title, description, listed, created_millis";

    /** SQL state of a broken primary key, the same in H2 and PostgreSQL. */
    private static final String UNIQUE_VIOLATION = "23505";

    private final Database database;

    public ChannelStore(Database database) {
        this.database = database;
    }

    /** All channels, by name. */
    public List<ChannelRecord> all() {
        return database.transact(connection -> {
            try (PreparedStatement select =
                            connection.prepareStatement("SELECT " + COLUMNS + " FROM channel ORDER BY name");
                    ResultSet rows = select.executeQuery()) {
                List<ChannelRecord> records = new ArrayList<>();
                while (rows.next()) {
                    records.add(read(rows));
                }
                return List.copyOf(records);
            }
        });
    }

    public Optional<ChannelRecord> find(String name) {
        return database.transact(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT " + COLUMNS + " FROM channel WHERE name = ?")) {
                select.setString(1, name);
                try (ResultSet rows = select.executeQuery()) {
                    return rows.next() ? Optional.of(read(rows)) : Optional.empty();
                }
            }
        });
    }

    /**
     * Adds a channel.
     *
     * @throws ChannelExists when one of that name is there already; it stays as it is
     */
    public void insert(ChannelRecord channel) {
        try {
            database.transact(connection -> insert(connection, channel));
        } catch (DatabaseException e) {
            if (e.getCause() instanceof SQLException cause && UNIQUE_VIOLATION.equals(cause.getSQLState())) {
                throw new ChannelExists(channel.name(), cause);
            }
            throw e;
        }
    }

    /** Notes whether the channel is to run; without effect when there is none of that name. */
    public void setRunning(String name, boolean running) {
        set("running", name, running);
    }

    /** Notes whether the channel is to be recorded; without effect when there is none of that name. */
    public void setRecorded(String name, boolean recorded) {
        set("recorded", name, recorded);
    }

    /** Notes where the channel's stream comes from now; without effect when there is none of that name. */
    public void setSource(String name, String sourceJson) {
        set("source_json", name, sourceJson);
    }

    /** Notes what viewers read of the channel; without effect when there is none of that name. */
    public void setAbout(String name, ChannelAbout about) {
        database.transact(connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "UPDATE channel SET title = ?, description = ?, listed = ? WHERE name = ?")) {
                update.setString(1, about.title());
                update.setString(2, about.description());
                update.setBoolean(3, about.listed());
                update.setString(4, name);
                return update.executeUpdate();
            }
        });
    }

    /** Notes who may watch the channel; without effect when there is none of that name. */
    public void setPolicy(String name, String policyJson) {
        set("policy_json", name, policyJson);
    }

    /** Removes a channel and its keys. Returns false when there was none of that name. */
    public boolean delete(String name) {
        return database.transact(connection -> {
            try (PreparedStatement delete = connection.prepareStatement("DELETE FROM channel WHERE name = ?")) {
                delete.setString(1, name);
                return delete.executeUpdate() > 0;
            }
        });
    }

    /** @param column one of this class's own, never a word from outside */
    private void set(String column, String name, Object value) {
        database.transact(connection -> {
            try (PreparedStatement update =
                    connection.prepareStatement("UPDATE channel SET " + column + " = ? WHERE name = ?")) {
                update.setObject(1, value);
                update.setString(2, name);
                return update.executeUpdate();
            }
        });
    }

    private static int insert(Connection connection, ChannelRecord channel) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO channel (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setString(1, channel.name());
            insert.setString(2, channel.sourceJson());
            insert.setBoolean(3, channel.running());
            insert.setBoolean(4, channel.recorded());
            insert.setString(5, channel.policyJson());
            insert.setBytes(6, channel.publicKey());
            insert.setBytes(7, channel.privateKey());
            insert.setString(8, channel.about().title());
            insert.setString(9, channel.about().description());
            insert.setBoolean(10, channel.about().listed());
            insert.setLong(11, channel.created().toEpochMilli());
            return insert.executeUpdate();
        }
    }

    private static ChannelRecord read(ResultSet row) throws SQLException {
        return new ChannelRecord(
                row.getString("name"),
                row.getString("source_json"),
                row.getBoolean("running"),
                row.getBoolean("recorded"),
                row.getString("policy_json"),
                row.getBytes("public_key"),
                row.getBytes("private_key"),
                new ChannelAbout(row.getString("title"), row.getString("description"), row.getBoolean("listed")),
                Instant.ofEpochMilli(row.getLong("created_millis")));
    }
}
