package org.bittube.db.settings;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Optional;
import org.bittube.db.Database;

/** Single values under a name of at most 128 characters. Blocking; thread-safe. */
public final class SettingStore {
    private final Database database;

    public SettingStore(Database database) {
        this.database = database;
    }

    public Optional<String> get(String key) {
        return database.transact(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT setting_value FROM setting WHERE setting_key = ?")) {
                select.setString(1, key);
                try (ResultSet rows = select.executeQuery()) {
                    return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
                }
            }
        });
    }

    /** Stores a value of at most 8,192 characters, in the place of an older one if there is one. */
    public void put(String key, String value) {
        database.transact(connection -> {
            // The form of MERGE that H2 and PostgreSQL (15 and later) both know.
            try (PreparedStatement merge = connection.prepareStatement(
                    "MERGE INTO setting t USING (VALUES (CAST(? AS VARCHAR(128)), CAST(? AS VARCHAR(8192))))"
                            + " AS s (k, v) ON t.setting_key = s.k"
                            + " WHEN MATCHED THEN UPDATE SET setting_value = s.v"
                            + " WHEN NOT MATCHED THEN INSERT (setting_key, setting_value) VALUES (s.k, s.v)")) {
                // A cast to VARCHAR(n) cuts what is longer: refused here, so that nothing is stored in part.
                merge.setString(1, atMost(128, key));
                merge.setString(2, atMost(8192, value));
                return merge.executeUpdate();
            }
        });
    }

    private static String atMost(int length, String text) {
        if (text.length() > length) {
            throw new IllegalArgumentException("longer than " + length + " characters");
        }
        return text;
    }
}
