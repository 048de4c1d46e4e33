package org.bittube.gateway.tls;

/** A certificate or its key cannot be used. The message is one line for an operator. */
public final class TlsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TlsException(String message, Throwable cause) {
        super(message, cause);
    }

    TlsException(String message) {
        super(message);
    }
}
