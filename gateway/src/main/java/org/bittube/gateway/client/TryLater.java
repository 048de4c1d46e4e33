package org.bittube.gateway.client;

import java.io.IOException;

/** The gateway is there, but cannot answer now. */
final class TryLater extends IOException {
    private static final long serialVersionUID = 1;

    private final long afterMillis;

    /** @param afterMillis what its Retry-After says, 0 for nothing */
    TryLater(String message, long afterMillis) {
        super(message);
        this.afterMillis = afterMillis;
    }

    long afterMillis() {
        return afterMillis;
    }
}
