package org.bittube.gateway.app;

/** BitTube cannot start as it was asked to. The message is one line that says what to do about it. */
final class StartupFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StartupFailure(String message) {
        super(message.lines().findFirst().orElse(message));
    }

    StartupFailure(String message, Throwable cause) {
        super(message.lines().findFirst().orElse(message), cause);
    }
}
