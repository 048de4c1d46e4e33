package org.bittube.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.h2.api.ErrorCode;
import org.h2.jdbcx.JdbcDataSource;

/**
 * The embedded database: an H2 file with a small pool of connections, brought to the newest schema when it is
 * opened. Thread-safe; every call blocks.
 */
public final class Database implements AutoCloseable {
    private static final int POOL_SIZE = 4;
    private static final long CONNECTION_TIMEOUT_MILLIS = 10_000;

    private final HikariDataSource pool;

    private Database(HikariDataSource pool) {
        this.pool = pool;
    }

    /**
     * Opens the database under {@code folder}, which is made when it is missing (for its owner only).
     *
     * @throws DatabaseException when the folder cannot be written to, when another process has the database
     *     open, or when the file is damaged; its message is one line that says what to do
     */
    @SuppressWarnings("try") // the first connection is only held, so that the file stays open until the pool has it
    public static Database open(Path folder) {
        DataFolder dataFolder = DataFolder.prepare(folder);
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(dataFolder.jdbcUrl());
        source.setUser("bittube");
        // The pool hides the reason when its first connection fails: this one, held until the pool stands, tells it.
        try (Connection first = source.getConnection()) {
            migrate(source, dataFolder);
            return new Database(pool(source));
        } catch (SQLException e) {
            throw explain(e, dataFolder);
        }
    }

    /**
     * Runs statements as one transaction: committed when {@code work} returns, rolled back when it throws.
     *
     * @throws DatabaseException when a statement fails for a reason that {@code work} did not handle
     */
    public <T> T transact(SqlWork<T> work) {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            boolean committed = false;
            try {
                T result = work.on(connection);
                connection.commit();
                committed = true;
                return result;
            } finally {
                if (!committed) {
                    connection.rollback();
                }
            }
        } catch (SQLException e) {
            throw new DatabaseException(
                    "The database refused a statement (" + e.getErrorCode()
                            + "): see the log, and check that its disk is not full.",
                    e);
        }
    }

    /**
     * Asks the database something, to see that it answers.
     *
     * @throws DatabaseException when it does not
     */
    public void check() {
        transact(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute("SELECT 1");
            }
        });
    }

    /** Closes the file; may be called twice. */
    @Override
    public void close() {
        pool.close();
    }

    private static void migrate(DataSource source, DataFolder folder) {
        try {
            Flyway.configure(Database.class.getClassLoader())
                    .dataSource(source)
                    .locations("classpath:org/bittube/db/migration")
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw folder.unreadable(e);
        }
    }

    private static HikariDataSource pool(DataSource source) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("bittube-db");
        config.setDataSource(source);
        config.setMaximumPoolSize(POOL_SIZE);
        config.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
        return new HikariDataSource(config);
    }

    private static DatabaseException explain(SQLException e, DataFolder folder) {
        return switch (e.getErrorCode()) {
            case ErrorCode.DATABASE_ALREADY_OPEN_1 -> folder.locked(e);
            case ErrorCode.FILE_CREATION_FAILED_1, ErrorCode.DATABASE_IS_READ_ONLY -> folder.notWritable(e);
            default -> folder.unreadable(e);
        };
    }
}
