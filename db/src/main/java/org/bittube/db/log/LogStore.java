package org.bittube.db.log;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import org.bittube.db.Database;

/** The table of what happened. Blocking; thread-safe. Each call is a transaction. */
public final class LogStore {
    private final Database database;

    public LogStore(Database database) {
        this.database = database;
    }

    /** Keeps an entry, and of those before it so many that there are {@code most}. */
    public void add(LogRecord entry, int most) {
        database.transact(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                            "INSERT INTO log_entry (id, at_millis, level, kind, channel, words) VALUES (?, ?, ?, ?, ?, ?)");
                    PreparedStatement delete = connection.prepareStatement("DELETE FROM log_entry WHERE id <= ?")) {
                insert.setLong(1, entry.id());
                insert.setLong(2, entry.atMillis());
                insert.setString(3, entry.level());
                insert.setString(4, entry.kind());
                insert.setString(5, entry.channel());
                insert.setString(6, entry.words());
                insert.executeUpdate();
                delete.setLong(1, entry.id() - most);
                return delete.executeUpdate();
            }
        });
    }

    /** The newest ones with an id below {@code before}, the newest first. */
    public List<LogRecord> before(long before, int most) {
        return database.transact(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT id, at_millis, level, kind, channel, words FROM log_entry"
                            + " WHERE id < ? ORDER BY id DESC LIMIT ?")) {
                select.setLong(1, before);
                select.setInt(2, most);
                try (ResultSet rows = select.executeQuery()) {
                    List<LogRecord> found = new ArrayList<>();
                    while (rows.next()) {
                        found.add(new LogRecord(
                                rows.getLong("id"),
                                rows.getLong("at_millis"),
                                rows.getString("level"),
                                rows.getString("kind"),
                                rows.getString("channel"),
                                rows.getString("words")));
                    }
                    return List.copyOf(found);
                }
            }
        });
    }
}
