package org.bittube.db.figures;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import org.bittube.db.Database;

/**
 * The table of figures, for spans of time of some lengths, its steps. Blocking; thread-safe. Each call is a transaction.
 */
public final class FigureStore {
    private final Database database;

    public FigureStore(Database database) {
        this.database = database;
    }

    /** Keeps figures of spans of that length, in the place of those that are there for the same end of the same channel. */
    public void put(long stepMillis, List<FigureRecord> figures) {
        database.transact(connection -> {
            try (PreparedStatement delete = connection.prepareStatement(
                            "DELETE FROM figures WHERE step_millis = ? AND channel = ? AND at_millis = ?");
                    PreparedStatement insert = connection.prepareStatement(
                            "INSERT INTO figures (step_millis, channel, at_millis, figures_json) VALUES (?, ?, ?, ?)")) {
                for (FigureRecord one : figures) {
                    for (PreparedStatement statement : List.of(delete, insert)) {
                        statement.setLong(1, stepMillis);
                        statement.setString(2, one.channel());
                        statement.setLong(3, one.atMillis());
                    }
                    insert.setString(4, one.figuresJson());
                    delete.addBatch();
                    insert.addBatch();
                }
                delete.executeBatch();
                return insert.executeBatch().length;
            }
        });
    }

    /** Those of a channel whose ends are later than {@code fromMillis}, up to {@code toMillis}, in their order. */
    public List<FigureRecord> of(long stepMillis, String channel, long fromMillis, long toMillis) {
        return database.transact(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT at_millis, figures_json FROM figures"
                            + " WHERE step_millis = ? AND channel = ? AND at_millis > ? AND at_millis <= ? ORDER BY at_millis")) {
                select.setLong(1, stepMillis);
                select.setString(2, channel);
                select.setLong(3, fromMillis);
                select.setLong(4, toMillis);
                try (ResultSet rows = select.executeQuery()) {
                    List<FigureRecord> found = new ArrayList<>();
                    while (rows.next()) {
                        found.add(new FigureRecord(channel, rows.getLong(1), rows.getString(2)));
                    }
                    return List.copyOf(found);
                }
            }
        });
    }

    /** The names under which something ended later than {@code fromMillis}, up to {@code toMillis}. */
    public List<String> channels(long stepMillis, long fromMillis, long toMillis) {
        return database.transact(connection -> {
            try (PreparedStatement select = connection.prepareStatement("SELECT DISTINCT channel FROM figures"
                    + " WHERE step_millis = ? AND at_millis > ? AND at_millis <= ?")) {
                select.setLong(1, stepMillis);
                select.setLong(2, fromMillis);
                select.setLong(3, toMillis);
                try (ResultSet rows = select.executeQuery()) {
                    List<String> found = new ArrayList<>();
                    while (rows.next()) {
                        found.add(rows.getString(1));
                    }
                    return List.copyOf(found);
                }
            }
        });
    }

    /** Forgets those of that length that ended up to then. */
    public void forgetUntil(long stepMillis, long millis) {
        database.transact(connection -> {
            try (PreparedStatement delete =
                    connection.prepareStatement("DELETE FROM figures WHERE step_millis = ? AND at_millis <= ?")) {
                delete.setLong(1, stepMillis);
                delete.setLong(2, millis);
                return delete.executeUpdate();
            }
        });
    }

    /** Forgets all of a channel. */
    public void forget(String channel) {
        database.transact(connection -> {
            try (PreparedStatement delete = connection.prepareStatement("DELETE FROM figures WHERE channel = ?")) {
                delete.setString(1, channel);
                return delete.executeUpdate();
            }
        });
    }
}
