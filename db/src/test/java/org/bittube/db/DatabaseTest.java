package org.bittube.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.sql.Statement;
import org.bittube.db.channels.ChannelStore;
import org.bittube.db.settings.SettingStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
    @TempDir
    Path temp;

    @Test
    void makesItsFolderForItsOwnerOnly() throws IOException {
        Path folder = temp.resolve("deep").resolve("data");
        try (Database database = Database.open(folder)) {
            new SettingStore(database).put("k", "v");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                    .isEqualTo("rwx------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("bittube.mv.db"))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void takesTheFileFromOthersWhenItIsReopened() throws IOException {
        Database.open(temp).close();
        Path file = temp.resolve("bittube.mv.db");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        Database.open(temp).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void migratesOnlyOnce() {
        String first = migrations();
        assertThat(first).startsWith("1,2,3");
        assertThat(migrations()).isEqualTo(first);
    }

    /** Opens the database and tells what has ever been done to its tables. */
    private String migrations() {
        try (Database database = Database.open(temp)) {
            return database.transact(connection -> {
                try (Statement statement = connection.createStatement();
                        var rows = statement.executeQuery("SELECT LISTAGG(\"version\") WITHIN GROUP"
                                + " (ORDER BY \"installed_rank\") FROM \"flyway_schema_history\"")) {
                    rows.next();
                    return rows.getString(1);
                }
            });
        }
    }

    /** As a program left it that knew no policies. */
    @Test
    void opensTheFolderOfAnOlderProgram() {
        try (Database database = Database.open(temp)) {
            new ChannelStore(database).insert(OtherProcess.CHANNEL);
            database.transact(connection -> {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("ALTER TABLE channel DROP COLUMN policy_json");
                    return statement.executeUpdate("DELETE FROM \"flyway_schema_history\" WHERE \"version\" = '15'");
                }
            });
        }
        try (Database database = Database.open(temp)) {
            assertThat(new ChannelStore(database).all()).containsExactly(OtherProcess.CHANNEL);
        }
    }

    @Test
    void rollsBackWorkThatThrows() {
        try (Database database = Database.open(temp)) {
            assertThatThrownBy(() -> database.transact(connection -> {
                        try (Statement statement = connection.createStatement()) {
                            statement.executeUpdate("INSERT INTO setting VALUES ('k', 'v')");
                            throw new SQLException("no more");
                        }
                    }))
                    .isInstanceOf(DatabaseException.class);
            assertThatThrownBy(() -> database.transact(connection -> {
                        try (Statement statement = connection.createStatement()) {
                            statement.executeUpdate("INSERT INTO setting VALUES ('k', 'v')");
                            throw new IllegalStateException("no more");
                        }
                    }))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(new SettingStore(database).get("k")).isEmpty();
        }
    }

    /** As Vert.x does with its workers when it closes. */
    @Test
    void holdsWhenAThreadIsInterruptedInTheMiddle() {
        try (Database database = Database.open(temp)) {
            database.transact(connection -> {
                try (Statement statement = connection.createStatement()) {
                    Thread.currentThread().interrupt();
                    return statement.executeUpdate("INSERT INTO setting VALUES ('k', 'v')");
                }
            });
            assertThat(Thread.interrupted()).isTrue();
            assertThat(new SettingStore(database).get("k")).contains("v");
        }
    }

    @Test
    void mayBeClosedTwice() {
        Database database = Database.open(temp);
        database.close();
        database.close();
        assertThatThrownBy(() -> new SettingStore(database).get("k")).isInstanceOf(DatabaseException.class);
    }

    @Test
    void saysWhatToDoWhenTheFolderCannotBeMade() throws IOException {
        Path file = Files.createFile(temp.resolve("file"));
        assertOneLineAbout(file, "is a file");
        assertOneLineAbout(file.resolve("data"), "Cannot write");
        // Nobody, root included, may write there.
        assertOneLineAbout(Path.of("/proc/bittube"), "Cannot write");
        assertOneLineAbout(Path.of("/proc"), "Cannot write");
    }

    @Test
    void saysWhatToDoAboutASemicolon() {
        assertOneLineAbout(temp.resolve("a;INIT=RUNSCRIPT"), "semicolon");
    }

    @Test
    void saysWhatToDoWhenTheFileIsDamaged() throws IOException {
        Files.write(
                temp.resolve("bittube.mv.db"),
                "this is no database at all".repeat(1000).getBytes(StandardCharsets.US_ASCII));
        assertOneLineAbout(temp, "cannot be opened");
    }

    static void assertOneLineAbout(Path folder, String phrase) {
        assertThatThrownBy(() -> Database.open(folder).close())
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining(phrase)
                .hasMessageContaining(folder.toString())
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
    }
}
