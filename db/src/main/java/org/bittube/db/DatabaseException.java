package org.bittube.db;

/**
 * The database could not do what was asked. The message is one line that says what to do, fit to be shown to
 * the operator as it is.
 */
public class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DatabaseException(String message) {
        super(message);
    }

    public DatabaseException(String message, Throwable cause) {
        super(message, cause);
    }
}
