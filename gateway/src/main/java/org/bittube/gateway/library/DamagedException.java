package org.bittube.gateway.library;

/** What lies on the disk is not what it was: it is never given out. The message says what is wrong, in a line. */
public final class DamagedException extends Exception {
    private static final long serialVersionUID = 1L;

    public DamagedException(String message) {
        super(message);
    }
}
