package org.bittube.db;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Statements that belong together.
 *
 * @param <T> what they find out
 */
@FunctionalInterface
public interface SqlWork<T> {
    /** Runs on the given connection, which stays the caller's: it must neither be closed nor kept. */
    T on(Connection connection) throws SQLException;
}
