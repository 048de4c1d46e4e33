package org.bittube.gateway.ts;

/** The input is no transport stream at all. The message is a clause for an operator, such as "is no MPEG-TS". */
public final class TsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public TsException(String message) {
        super(message);
    }
}
