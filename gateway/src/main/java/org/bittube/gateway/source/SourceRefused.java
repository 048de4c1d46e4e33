package org.bittube.gateway.source;

/** A source that must not be opened; the message is one line for the operator and says what to do. */
public final class SourceRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    public SourceRefused(String message) {
        super(message);
    }
}
